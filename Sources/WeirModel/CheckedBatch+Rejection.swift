extension CheckedBatch {
    /// Adds violations where they belong in the order of rows and columns.
    public mutating func add(_ found: [Violation]) {
        let all = (violations + found).enumerated().sorted { left, right in
            (left.element.row, left.element.column, left.offset)
                < (right.element.row, right.element.column, right.offset)
        }
        violations = all.map(\.element)
    }

    /// Takes rows out.
    ///
    /// - Returns: whether one of them was not out already.
    public mutating func reject(_ rows: some Sequence<Int>, pool: BufferPool) -> Bool {
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

    /// Rejects the rows that the target does not take, each with a violation that says why.
    public mutating func refuse(_ found: [RowRefusal]) {
        guard !found.isEmpty else { return }
        let first = refusals.count
        refusals += found
        let pool = BufferPool(retainedBytes: 0)
        _ = reject(found.lazy.map(\.row), pool: pool)
        add(
            found.enumerated().map { index, refusal in
                let start = records.recordRange(ofRow: refusal.row).lowerBound
                var violation = Violation(
                    row: refusal.row, column: refusal.column ?? -1, code: .targetError, valueRange: start..<start)
                violation.refusal = first + index
                return violation
            }
        )
    }
}
