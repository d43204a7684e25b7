import WeirModel

extension CheckedBatch {
    /// The rows of which what was kept says nothing about their keys: their records are too long.
    var spoiledRows: Set<Int> { Set(violations.lazy.filter { $0.code.spoilsRecord }.map(\.row)) }

    /// Adds violations where they belong in the order of rows and columns.
    mutating func add(_ found: [Violation]) {
        let all = (violations + found).enumerated().sorted { left, right in
            (left.element.row, left.element.column, left.offset)
                < (right.element.row, right.element.column, right.offset)
        }
        violations = all.map(\.element)
    }

    /// Takes rows out.
    ///
    /// - Returns: whether one of them was not out already.
    mutating func reject(_ rows: some Sequence<Int>, pool: BufferPool) -> Bool {
        var marks = ByteBuffer(capacity: self.rows, pool: pool)
        accepted.withUnsafeBufferPointer { marks.append(contentsOf: $0) }
        var rejected = 0
        for row in rows where marks[row] != 0 {
            marks[row] = 0
            rejected += 1
        }
        guard rejected > 0 else { return false }
        accepted = marks.freeze()
        acceptedCount -= rejected
        return true
    }
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
