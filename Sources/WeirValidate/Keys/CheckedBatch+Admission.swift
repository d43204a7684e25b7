import WeirModel

extension CheckedBatch {
    /// The rows of which what was kept says nothing about their keys: their records are too long.
    var spoiledRows: Set<Int> { Set(violations.lazy.filter { $0.code.spoilsRecord }.map(\.row)) }
}

extension HeaderRegistry {
    /// Where values stand in the text of a batch: each by its row and its field, -1 for the record as a whole.
    func valueRanges(
        of places: [(row: Int, column: Int)], in records: RecordBatch, pool: BufferPool
    ) throws -> [Range<Int>] {
        let cells = try entry(for: records).match.cells
        return CellLayout.lend(records, pool: pool) { layout in
            places.map { row, column in
                let start = records.recordRange(ofRow: row).lowerBound
                guard column >= 0, cells[column] >= 0, cells[column] < layout.cellCount(ofRow: row) else {
                    return start..<start
                }
                let bounds = layout.bounds(ofCell: cells[column], row: row)
                return bounds.start..<bounds.end
            }
        }
    }
}
