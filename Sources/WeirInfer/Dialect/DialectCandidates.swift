import WeirParse

/// The dialects that are worth a try for a text: those whose characters are in it.
enum DialectCandidates {
    /// What may stand between cells, the likeliest first, with a weight for how sure a sign it is.
    ///
    /// A space and a colon are part of too many values to be trusted as much as the others.
    static let delimiters: [(text: String, weight: Double)] = [
        (",", 1), ("\t", 1), (";", 1), ("|", 0.99), ("||", 0.98), ("::", 0.95), ("\u{1F}", 0.98), ("\u{01}", 0.98),
        ("^", 0.9), ("~", 0.9), ("|~|", 0.95), (";;", 0.9), (",,", 0.85), ("\t\t", 0.9), ("¦", 0.95), (":", 0.4),
        (" ", 0.6),
    ]

    /// All of them, the likeliest first; between equals the earlier one is taken.
    static func all(for text: [UInt8]) -> [(dialect: Dialect, weight: Double)] {
        var found: [(dialect: Dialect, weight: Double)] = []
        for (delimiter, weight) in delimiters {
            let bytes = Array(delimiter.utf8)
            guard let first = bytes.first, occurs(bytes, in: text) else { continue }
            if bytes.count == 1, occursInPairsOnly(first, in: text) { continue }
            for (quote, escape) in quotes(in: text, delimiter: bytes) {
                var dialect = Dialect()
                dialect.delimiter = bytes
                dialect.quote = quote
                dialect.escape = escape
                dialect.skipInitialSpace = false
                found.append((dialect, weight))
            }
        }
        return found
    }

    /// The ways to quote that the text may use, the usual one first.
    static func quotes(in text: [UInt8], delimiter: [UInt8]) -> [(quote: UInt8?, escape: UInt8?)] {
        var found: [(quote: UInt8?, escape: UInt8?)] = [(UInt8(ascii: "\""), nil)]
        if occurs(Array("\\\"".utf8), in: text) { found.append((UInt8(ascii: "\""), UInt8(ascii: "\\"))) }
        if encloses(UInt8(ascii: "'"), in: text, delimiter: delimiter) {
            found.append((UInt8(ascii: "'"), nil))
            if occurs(Array("\\'".utf8), in: text) { found.append((UInt8(ascii: "'"), UInt8(ascii: "\\"))) }
        }
        if text.contains(UInt8(ascii: "\"")) { found.append((nil, nil)) }
        return found
    }

    static func occurs(_ part: [UInt8], in text: [UInt8]) -> Bool {
        guard let first = part.first else { return false }
        return text.indices.contains { text[$0] == first && text[$0...].starts(with: part) }
    }

    /// Whether the byte never stands alone, so that a pair of it must be the delimiter.
    private static func occursInPairsOnly(_ byte: UInt8, in text: [UInt8]) -> Bool {
        guard delimiters.contains(where: { Array($0.text.utf8) == [byte, byte] }) else { return false }
        var index = 0
        while index < text.count {
            guard text[index] == byte else {
                index += 1
                continue
            }
            var run = 0
            while index < text.count, text[index] == byte { (run, index) = (run + 1, index + 1) }
            if run % 2 == 1 { return false }
        }
        return true
    }

    /// Whether a cell seems to begin and another to end with the quote.
    private static func encloses(_ quote: UInt8, in text: [UInt8], delimiter: [UInt8]) -> Bool {
        var (opens, closes) = (0, 0)
        for index in text.indices where text[index] == quote {
            if index == 0 || text[index - 1] == 0x0A || text[..<index].suffix(delimiter.count).elementsEqual(delimiter)
            {
                opens += 1
            }
            let next = index + 1
            if next == text.count || text[next] == 0x0A || text[next] == 0x0D || text[next...].starts(with: delimiter) {
                closes += 1
            }
        }
        return opens > 1 && closes > 1
    }
}
