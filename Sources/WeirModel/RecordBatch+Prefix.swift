extension RecordBatch {
    /// The first `rows` records of the batch; what was skipped in it still counts as skipped.
    public func prefix(_ rows: Int) -> RecordBatch {
        guard rows < rowCount else { return self }
        var shorter = self
        shorter.rowCount = rows
        shorter.faults = faults.filter { $0.row < rows }
        shorter.bytes = bytes[0..<(rows == 0 ? 0 : recordRange(ofRow: rows - 1).upperBound)]
        shorter.epilogue = Bytes()
        shorter.sheetRows = sheetRows?[0..<rows]
        switch layout {
        case .rectangular(let ends, let columns, let hasQuotes, let hasCarriageReturns):
            shorter.layout = .rectangular(
                ends: ends[0..<rows * columns],
                columns: columns,
                hasQuotes: hasQuotes,
                hasCarriageReturns: hasCarriageReturns
            )
        case .general(let general):
            let fields = Int(general.rowFirstField[rows])
            shorter.layout = .general(
                GeneralLayout(
                    fieldStarts: general.fieldStarts[0..<fields],
                    fieldEnds: general.fieldEnds[0..<fields],
                    rowFirstField: general.rowFirstField[0..<rows + 1],
                    recordStarts: general.recordStarts[0..<rows],
                    recordEnds: general.recordEnds[0..<rows]
                )
            )
        }
        return shorter
    }
}
