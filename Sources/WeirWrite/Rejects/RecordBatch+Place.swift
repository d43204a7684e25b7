import WeirModel

extension RecordBatch {
    /// Where a record stands in its source.
    ///
    /// - Complexity: O(n) in the bytes before the record; for messages.
    func position(ofRow row: Int, in source: String) -> WeirError.Position {
        let start = recordRange(ofRow: row).lowerBound
        return WeirError.Position(
            file: source,
            line: sheetRows.map { Int($0[row]) } ?? firstLine + lineEnds(in: 0..<start) + 1,
            byteOffset: byteOffset + start
        )
    }
}
