@testable import WeirParse

/// The structural scan one byte after another, in the most obvious way.
struct ObviousScan {
    private(set) var ends: [UInt32] = []
    private(set) var recordEnds = 0
    private(set) var lineEnds = 0
    private(set) var suspect: Int?
    private(set) var isInsideQuotes = false
    private(set) var sawQuote = false
    private(set) var sawCarriageReturn = false

    init(_ text: [UInt8], _ dialect: Dialect) {
        let (delimiter, quote) = (dialect.delimiter[0], dialect.quote)
        var (isBehindSeparator, isBehindClosing) = (true, false)
        for (index, byte) in text.enumerated() {
            let isLineEnd = byte == 0x0A || byte == 0x0D && (index + 1 == text.count || text[index + 1] != 0x0A)
            let isSeparator = byte == delimiter || isLineEnd
            if byte == 0x0D { sawCarriageReturn = true }
            if isLineEnd { lineEnds += 1 }
            if byte == quote {
                sawQuote = true
                if !isInsideQuotes, !isBehindSeparator, !isBehindClosing {
                    suspect = index
                    return
                }
                isInsideQuotes.toggle()
                (isBehindSeparator, isBehindClosing) = (false, !isInsideQuotes)
                continue
            }
            if isBehindClosing, !isSeparator, byte != 0x0D {
                suspect = index
                return
            }
            isBehindClosing = false
            isBehindSeparator = isSeparator && !isInsideQuotes
            guard isBehindSeparator else { continue }
            ends.append(UInt32(index))
            if isLineEnd { recordEnds += 1 }
        }
    }
}
