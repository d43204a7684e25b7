import Synchronization
import WeirModel

/// The plan and the match for the header of the moment, shared by all cores.
///
/// Batches come source by source, so one entry is enough to match each header about once. Where the fields come from the
/// header, all sources must have the same labels: which of two different headers is met first depends on the cores, that
/// they differ does not.
final class HeaderRegistry: Sendable {
    /// What a header comes to.
    struct Entry: Sendable {
        let header: TableHeader
        let plan: ValidationPlan
        let match: HeaderMatch
    }

    private struct Memory {
        var last: Entry?
        var inferred: TableHeader?
    }

    private let plan: ValidationPlan
    private let sources: [SourceInfo]
    private let memory = Mutex(Memory())

    init(plan: ValidationPlan, sources: [SourceInfo]) {
        self.plan = plan
        self.sources = sources
    }

    /// The plan and the match for a batch.
    func entry(for batch: RecordBatch) throws -> Entry {
        let header = batch.header
        return try memory.withLock { memory in
            if let last = memory.last, last.header === header { return last }
            let source = sources.indices.contains(batch.source) ? sources[batch.source].name : nil
            let plan = try plan.completed(by: header)
            if self.plan.isInferred {
                if let first = memory.inferred, first.labels != header.labels || first.fieldCount != header.fieldCount {
                    throw WeirError(
                        .validateHeader,
                        "the header differs from that of another input: \(Self.difference(header, first))",
                        hint:
                            "describe the table by a schema, or take the columns of all inputs by read.union (--union)",
                        position: source.map { WeirError.Position(file: $0, line: header.line) })
                }
                memory.inferred = header
            }
            let match =
                self.plan.isInferred
                ? HeaderMatch(inferred: plan.schema) : try HeaderMatch(plan, header, source: source)
            let entry = Entry(header: header, plan: plan, match: match)
            memory.last = entry
            return entry
        }
    }

    /// Where two headers differ first.
    private static func difference(_ header: TableHeader, _ other: TableHeader) -> String {
        let labels = zip(header.labels, other.labels).enumerated()
        guard let (index, pair) = labels.first(where: { $1.0 != $1.1 }) else {
            return "\(header.fieldCount) columns here and \(other.fieldCount) there"
        }
        return "column \(index + 1) is \"\(pair.0.prefix(80))\" here and \"\(pair.1.prefix(80))\" there"
    }
}
