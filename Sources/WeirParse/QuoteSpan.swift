/// The lines of one quoted cell, as they are passed.
struct QuoteSpan {
    private let limits: QuoteLimits
    private let start: Int
    private var lineEnds = 0

    /// Begins a cell.
    ///
    /// - Parameter start: the byte behind its opening quote.
    init(_ limits: QuoteLimits, start: Int) {
        self.limits = limits
        self.start = start
    }

    /// Passes a line end.
    ///
    /// - Parameters:
    ///   - position: the last byte of the line end.
    ///   - width: how many cells a record should have, if that is known.
    /// - Returns: whether the cell goes too far.
    mutating func passLineEnd(
        at position: Int, in text: UnsafeBufferPointer<UInt8>, delimiter: [UInt8], width: Int?
    ) -> Bool {
        lineEnds += 1
        if let most = limits.bytes, position - start >= most { return true }
        if let most = limits.lines { return lineEnds > most }
        guard lineEnds == QuoteLimits.watchedLines + 1, let width, width > 1 else { return false }
        return holdsRecords(text, upTo: position, delimiter: delimiter, width: width)
    }

    /// Whether a cell that ends here goes too far.
    func goesTooFar(endingAt end: Int) -> Bool {
        guard lineEnds > 0, let most = limits.bytes else { return false }
        return end - start > most
    }

    /// Whether most of the lines behind the first one have as many delimiters as a record.
    private func holdsRecords(
        _ text: UnsafeBufferPointer<UInt8>, upTo end: Int, delimiter: [UInt8], width: Int
    ) -> Bool {
        var (lines, records) = (0, 0)
        var delimiters = 0
        var isFirst = true
        var position = start
        while position <= end {
            let byte = text[position]
            if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D, position < end, text[position + 1] == 0x0A { position += 1 }
                if !isFirst {
                    lines += 1
                    if delimiters == width - 1 { records += 1 }
                }
                isFirst = false
                delimiters = 0
                position += 1
            } else if byte == delimiter[0], text[position...].starts(with: delimiter) {
                delimiters += 1
                position += delimiter.count
            } else {
                position += 1
            }
        }
        return records * 2 > lines
    }
}
