import WeirModel

/// The values that a broken rule is about, as a person reads them.
struct RuleValues {
    private let batch: CheckedBatch
    private let screen: ValueScreen
    private let fields: [(name: String, index: Int)]

    /// Prepares the values of a rule in a batch.
    init(_ rule: RuleSettings, of batch: CheckedBatch, _ schema: TableSchema, _ screen: ValueScreen) {
        self.batch = batch
        self.screen = screen
        var names: [String] = []
        for expression in [rule.when, rule.expression] {
            guard let expression, let node = try? expression.parsed() else { continue }
            Self.collect(node, &names)
        }
        fields = names.compactMap { name in
            schema.fields.firstIndex { $0.name == name }.map { (name, $0) }
        }
    }

    /// The names of the fields in the order in which they are first named.
    private static func collect(_ node: RuleNode, _ names: inout [String]) {
        if case .field(let name, _) = node.kind, !names.contains(name) { names.append(name) }
        for child in RuleNode.children(of: node.kind) { collect(child, &names) }
    }

    /// `status is "shipped", shipped_on is missing`; `nil` if nothing may be told.
    func text(row: Int) -> String? {
        if screen.disclosure == .none { return nil }
        return fields.map { "\($0.name) is \(value(row, $0.index))" }.joined(separator: ", ")
    }

    private func value(_ row: Int, _ index: Int) -> String {
        guard batch.columns.indices.contains(index), batch.columns[index].validity[row] == 1 else { return "missing" }
        let column = batch.columns[index]
        switch column.type {
        case .integer: return shown("\(Int64(bitPattern: column.values[row]))".utf8)
        case .boolean: return shown((column.values[row] == 0 ? "false" : "true").utf8)
        default:
            let slice = column.slices[row]
            let bytes = slice.isInArena ? batch.arena : batch.records.bytes
            let text = shown(bytes[slice.offset..<slice.offset + Int(slice.count)].array)
            return column.type == .text ? "\"\(text)\"" : text
        }
    }

    private func shown(_ text: some Sequence<UInt8>) -> String { screen.shown(Array(text)) ?? "there" }
}
