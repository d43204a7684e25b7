import WeirModel

/// Counts the lines of a batch once, for questions that come in row order.
struct LineCursor: Sendable {
    private var batch: (source: Int, byteOffset: Int)?
    private var place = 0
    private var lines = 0

    /// The line on which a record begins that starts at a place in the bytes, from 1; its row, of a sheet.
    mutating func line(of row: Int, at start: Int, in records: RecordBatch) -> Int {
        records.sheetRows.map { Int($0[row]) } ?? line(at: start, in: records)
    }

    /// The physical line on which a place in the bytes of a batch stands, from 1.
    ///
    /// - Complexity: O(n) in the bytes since the last question; from the start for another batch or an earlier place.
    mutating func line(at target: Int, in records: RecordBatch) -> Int {
        let isSame = batch.map { $0.source == records.source && $0.byteOffset == records.byteOffset } ?? false
        if !isSame || target < place {
            batch = (records.source, records.byteOffset)
            (place, lines) = (0, 0)
        }
        lines += records.lineEnds(in: place..<target)
        place = target
        return records.firstLine + lines + 1
    }
}
