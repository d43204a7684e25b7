public import WeirFlow
internal import WeirModel
internal import WeirSpec
public import WeirValidate
public import WeirWrite

extension TableSchema.Constraints {
    /// How many of them one value can break.
    fileprivate var countOfValue: Int {
        let all: [(any Sendable)?] = [
            minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern, enumeration,
            jsonSchema,
        ]
        return all.count { $0 != nil }
    }
}

/// What a pipeline will do, before it does it: the graph, the limit of each edge and the bound on memory.
public struct Explanation: Sendable {
    /// The pipeline's name.
    public let name: String
    /// The graph.
    public let plan: FlowPlan
    /// What each stage does, by its name.
    public let details: [String: String]
    /// By which way the rows will come into the target, and why; `nil` where there is one way only.
    public let loadMethod: LoadMethod?
    /// The keys that must be told apart, and what they cost.
    public let keys: [KeyCost]
    /// The tables that are read before the first row, because foreign keys refer to them.
    public let references: [String]
    /// The most memory for keys, in bytes; 0 if there are none.
    public let keyMemoryBytes: Int
    /// The folder that keys go to when memory has no room for them.
    public let spillFolder: String
    /// The most room on disk for keys, in bytes.
    public let spillBytes: Int
    /// The size of a batch, in bytes of records.
    public let batchBytes: Int
    /// The most memory that the run can take, by what takes it.
    public let memory: MemoryBound
    /// The limit for a record, in bytes.
    public let recordBytes: Int

    /// Explains a run.
    public init(_ run: PipelineRun) throws {
        name = run.pipeline.name
        plan = try run.plan()
        details = run.details
        loadMethod = run.loadMethod
        let limits = run.pipeline.spec.limits
        keys = run.keyCosts
        references = run.references
        keyMemoryBytes = keys.isEmpty ? 0 : max(limits.keyMemoryBytes, keys.count * (64 << 10))
        (spillFolder, spillBytes) = (limits.keySpillFolder, limits.spillBytes.bytes)
        batchBytes = run.pipeline.spec.limits.bytesPerBatch
        recordBytes = run.pipeline.spec.limits.recordBytes.bytes
        let fields = run.pipeline.schema?.fields ?? []
        memory = MemoryBound(
            plan: plan, limits: limits, columns: fields.isEmpty ? limits.columns : fields.count,
            issuesPerValue: Self.issuesPerValue(fields, rules: run.pipeline.spec.validate.rules.count),
            keyBytesPerRow: run.keyBytesPerRow, keys: keyMemoryBytes)
    }

    /// The most memory that the run can take, in bytes.
    public var memoryBound: Int { memory.total }

    /// How many issues a value can have, on average over a row: one if it cannot be read, else one for each constraint.
    private static func issuesPerValue(_ fields: [TableSchema.Field], rules: Int) -> Double {
        let ofFields = fields.map { max($0.constraints.countOfValue, 1) }
        return fields.isEmpty ? 1 : Double(ofFields.reduce(rules, +)) / Double(fields.count)
    }

    /// For a person.
    public var text: String {
        let width = plan.nodes.map(\.name.count).max() ?? 0
        var lines = ["pipeline \(name)", ""]
        for node in plan.nodes {
            let padded = node.name + String(repeating: " ", count: width - node.name.count)
            var traits: [String] = []
            if node.workers > 1 { traits.append("\(node.workers) workers, \(node.slots) batches on their way") }
            if node.hasOwnThread { traits.append("a thread of its own") }
            let note = traits.isEmpty ? "" : "  (\(traits.joined(separator: ", ")))"
            lines.append("  \(padded)  \(details[node.name] ?? "")\(note)")
            if node.name == "write", let method = loadMethod {
                lines.append(
                    "  \(String(repeating: " ", count: width))  by \(method.name), because \(method.reason)")
            }
            if let limit = node.edgeBytes {
                lines.append("  " + String(repeating: " ", count: width) + "  | at most \(Self.size(limit)) queued")
            }
        }
        lines.append("")
        for reference in references { lines.append("  read before the first row: \(reference)") }
        lines.append("  batches of \(Self.size(batchBytes)), records of at most \(Self.size(recordBytes))")
        lines.append(
            "  memory: at most \(Self.size(memoryBound - memory.issues)), "
                + "and \(Self.size(memory.issues)) more if every value has an issue")
        lines += keyLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var keyLines: [String] {
        guard !keys.isEmpty else { return [] }
        let width = keys.map(\.name.count).max() ?? 0
        let limits =
            "  of it for keys at most \(Self.size(keyMemoryBytes)), then at most \(Self.size(spillBytes)) in \(spillFolder):"
        return [limits]
            + keys.map { key in
                "    \(key.name)\(String(repeating: " ", count: width - key.name.count))  \(key.cost)"
            }
    }

    /// A Mermaid flowchart.
    public var mermaid: String {
        var lines = ["flowchart LR"]
        for node in plan.nodes {
            let workers = node.workers > 1 ? "<br/>\(node.workers) workers" : ""
            lines.append("    \(node.name)[\"\(node.name)\(workers)\"]")
        }
        for (node, next) in zip(plan.nodes, plan.nodes.dropFirst()) {
            lines.append("    \(node.name) -->|\(Self.size(node.edgeBytes ?? 0))| \(next.name)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A Graphviz graph.
    public var dot: String {
        var lines = ["digraph weir {", "    rankdir=LR;", "    node [shape=box];"]
        for node in plan.nodes {
            let workers = node.workers > 1 ? "\\n\(node.workers) workers" : ""
            lines.append("    \"\(node.name)\" [label=\"\(node.name)\(workers)\"];")
        }
        for (node, next) in zip(plan.nodes, plan.nodes.dropFirst()) {
            lines.append("    \"\(node.name)\" -> \"\(next.name)\" [label=\"\(Self.size(node.edgeBytes ?? 0))\"];")
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    /// One JSON object.
    public var json: String {
        let nodes = plan.nodes.map { node in
            Event.Value.object([
                .init("name", .string(node.name)),
                .init("detail", .string(details[node.name] ?? "")),
                .init("workers", .integer(node.workers)),
                .init("slots", .integer(node.slots)),
                .init("own_thread", .boolean(node.hasOwnThread)),
                .init("edge_limit_bytes", node.edgeBytes.map { .integer($0) } ?? .null),
            ])
        }
        let method =
            loadMethod.map { method in
                Event.Value.object([.init("name", .string(method.name)), .init("reason", .string(method.reason))])
            } ?? .null
        let value = Event.Value.object([
            .init("pipeline", .string(name)),
            .init("stages", .array(nodes)),
            .init("load_method", method),
            .init("batch_bytes", .integer(batchBytes)),
            .init("record_bytes", .integer(recordBytes)),
            .init("memory_bound_bytes", .integer(memoryBound)),
            .init("issue_memory_bytes", .integer(memory.issues)),
            .init("key_memory_bytes", .integer(keyMemoryBytes)),
            .init("references", .array(references.map { .string($0) })),
            .init(
                "keys",
                .array(
                    keys.map { .object([.init("name", .string($0.name)), .init("cost", .string($0.cost))]) }
                )
            ),
        ])
        var bytes: [UInt8] = []
        value.appendJSON(to: &bytes)
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }

    private static func size(_ bytes: Int) -> String {
        for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] where bytes >= unit {
            let tenths = bytes * 10 / unit
            return tenths % 10 == 0 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
        }
        return "\(bytes) bytes"
    }
}
