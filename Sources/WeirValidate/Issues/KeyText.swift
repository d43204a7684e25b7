import WeirModel

/// The values of a key as a person reads them.
struct KeyText {
    private let fields: [Int]
    private let batch: CheckedBatch
    private let plan: ValidationPlan
    private let screen: ValueScreen

    /// Prepares the texts of a key of a batch.
    ///
    /// - Parameters:
    ///   - fields: the places of its fields in the schema.
    ///   - screen: how much of the values is told.
    init(_ fields: [Int], of batch: CheckedBatch, plan: ValidationPlan, screen: ValueScreen) {
        self.fields = fields
        self.batch = batch
        self.plan = plan
        self.screen = screen
    }

    /// The names of the fields.
    var names: String { Self.list(fields.map { plan.schema.fields[$0].name }) }

    /// The values as they are written, in quotes and as far as they are told; `nil` if nothing is told.
    func values(row: Int) -> String? {
        let shown = shown(row: row).map { "\"\($0)\"" }
        return shown.isEmpty ? nil : Self.list(shown)
    }

    /// The values as they are written, as far as they are told; none if nothing is told.
    func shown(row: Int) -> [String] { written(row: row).compactMap { screen.shown($0) } }

    /// What a record refers to in vain, in one sentence.
    func text(of key: TableSchema.ForeignKey, row: Int) -> String {
        let place = key.resource.isEmpty ? "this table" : key.resource
        let names = Self.list(key.referencedFields)
        guard let values = values(row: row) else { return "no record of \(place) has the \(names) of this one" }
        return key.fields.count > 1
            ? "no record of \(place) has \(names) = \(values)" : "no record of \(place) has the \(names) \(values)"
    }

    /// One item as it is, several in brackets.
    private static func list(_ items: [String]) -> String {
        items.count == 1 ? items[0] : "(\(items.joined(separator: ", ")))"
    }

    private func written(row: Int) -> [[UInt8]] {
        let cells = (try? HeaderMatch(plan, batch.records.header, source: nil))?.cells ?? []
        return CellLayout.lend(batch.records, pool: BufferPool()) { layout in
            fields.map { field in
                guard cells.indices.contains(field), cells[field] >= 0, cells[field] < layout.cellCount(ofRow: row)
                else { return [] }
                let bounds = layout.bounds(ofCell: cells[field], row: row)
                return batch.records.bytes[bounds.start..<bounds.end].array
            }
        }
    }
}
