import WeirModel

/// The values that a broken rule is about, as a person reads them.
struct RuleValues {
    private let batch: CheckedBatch
    private let fields: [(name: String, index: Int)]

    /// Prepares the values of a rule in a batch.
    init(_ rule: RuleSettings, of batch: CheckedBatch, _ schema: TableSchema) {
        self.batch = batch
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

    /// `status is "shipped", shipped_on is missing`.
    func text(row: Int) -> String {
        fields.map { "\($0.name) is \(value(row, $0.index))" }.joined(separator: ", ")
    }

    private func value(_ row: Int, _ index: Int) -> String {
        guard batch.columns.indices.contains(index), batch.columns[index].validity[row] == 1 else { return "missing" }
        let column = batch.columns[index]
        switch column.type {
        case .integer: return "\(Int64(bitPattern: column.values[row]))"
        case .boolean: return column.values[row] == 0 ? "false" : "true"
        default:
            let slice = column.slices[row]
            let bytes = slice.isInArena ? batch.arena : batch.records.bytes
            let shown = ShownText(bytes[slice.offset..<slice.offset + Int(slice.count)].array).text
            return column.type == .text ? "\"\(shown)\"" : shown
        }
    }
}
