import WeirModel

/// Says whose key a record has, in one sentence.
struct KeyMessage {
    private let key: KeyPlan
    private let plan: ValidationPlan
    private let screen: ValueScreen

    /// Prepares a message.
    ///
    /// - Parameter screen: how much of the values is told.
    init(_ key: KeyPlan, plan: ValidationPlan, screen: ValueScreen) {
        self.key = key
        self.plan = plan
        self.screen = screen
    }

    /// The sentence.
    ///
    /// - Parameter issue: the issue with the record that has the key.
    func text(of row: Int, in batch: CheckedBatch, _ issue: Issue) -> String {
        let place = issue.previousSource.map { " of \($0)" } ?? ""
        return "\(subject(of: row, in: batch)) occurs first in row \(issue.previousRowNumber ?? 0)\(place)"
    }

    /// The values of the key as they are written, as far as they are told, and the names of their fields where there are
    /// several.
    private func subject(of row: Int, in batch: CheckedBatch) -> String {
        let values = values(of: row, in: batch).compactMap { screen.shown($0) }.map { "\"\($0)\"" }
        let noun = key.kind == .primary ? "the primary key" : "the key"
        guard key.fields.count > 1 else {
            guard let value = values.first else { return noun }
            return key.kind == .primary ? "\(noun) \(value)" : value
        }
        let names = key.fields.map { plan.schema.fields[$0].name }.joined(separator: ", ")
        return values.isEmpty ? "\(noun) (\(names))" : "\(noun) (\(names)) = (\(values.joined(separator: ", ")))"
    }

    private func values(of row: Int, in batch: CheckedBatch) -> [[UInt8]] {
        let cells = (try? HeaderMatch(plan, batch.records.header, source: nil))?.cells ?? []
        return CellLayout.lend(batch.records, pool: BufferPool()) { layout in
            key.fields.map { field in
                guard cells.indices.contains(field), cells[field] >= 0, cells[field] < layout.cellCount(ofRow: row)
                else { return [] }
                let bounds = layout.bounds(ofCell: cells[field], row: row)
                return batch.records.bytes[bounds.start..<bounds.end].array
            }
        }
    }
}
