extension RecordBatch {
    /// The bounds of a record in `bytes`, its line end included.
    ///
    /// - Complexity: O(1)
    public func recordRange(ofRow row: Int) -> Range<Int> {
        switch layout {
        case .rectangular(let ends, let columns, _, _):
            let start = row == 0 ? 0 : Int(ends[row * columns - 1]) + 1
            let end = Int(ends[(row + 1) * columns - 1]) + 1
            return start..<min(end, bytes.count)
        case .general(let general):
            return Int(general.recordStarts[row])..<Int(general.recordEnds[row])
        }
    }

    /// A record as it was written, its line end included.
    public func record(ofRow row: Int) -> Bytes { bytes[recordRange(ofRow: row)] }

    /// How many line ends (LF, CRLF or a lone CR) stand in the given part of `bytes`; in JSON Lines a lone CR is none.
    ///
    /// - Complexity: O(n) in the length of the range.
    public func lineEnds(in range: Range<Int>) -> Int {
        bytes[range].withUnsafeBufferPointer(escapes == .json ? LineEnds.countFeeds(in:) : LineEnds.count(in:))
    }
}
