internal import WeirModel

/// The swallow detector on the fast path: which scanned records need a second look.
extension DelimitedParser {
    /// The length up to which a scanned record needs no second look: it is within the limit for a record, and no cell
    /// of it can go too far, since a cell has at least as many bytes as line ends.
    var harmlessBytes: Int {
        let quotes = dialect.quoteLimits
        guard scan.mostInnerLines > 0 else { return limits.recordBytes }
        let lines = scan.mostInnerLines > quotes.harmlessLines ? quotes.harmlessLines : limits.recordBytes
        return min(limits.recordBytes, lines, quotes.bytes ?? limits.recordBytes)
    }

    /// Whether a quoted cell of a well-formed record goes too far.
    func swallows(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, width: Int?) -> Bool {
        guard let quote = dialect.quote else { return false }
        let lineEnds = LineEnds.count(in: UnsafeBufferPointer(rebasing: text[range]))
        let isLong = range.count > dialect.quoteLimits.bytes ?? .max
        guard lineEnds > dialect.quoteLimits.harmlessLines || isLong && lineEnds > 0 else { return false }
        var span: QuoteSpan?
        var isBehindSeparator = true
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            let next = index + 1 < range.upperBound ? text[index + 1] : nil
            if var current = span {
                if byte == quote, next == quote {
                    index += 1
                } else if byte == quote {
                    if current.goesTooFar(endingAt: index) { return true }
                    span = nil
                } else if byte == 0x0A || byte == 0x0D && next != 0x0A {
                    if current.passLineEnd(at: index, in: text, delimiter: dialect.delimiter, width: width) {
                        return true
                    }
                    span = current
                }
                isBehindSeparator = false
            } else {
                if isBehindSeparator, byte == quote { span = QuoteSpan(dialect.quoteLimits, start: index + 1) }
                isBehindSeparator = byte == dialect.delimiter[0]
            }
            index += 1
        }
        return false
    }
}
