/// A place in a JSON text, and how to step over its smallest parts.
struct JSONScanner {
    private let text: UnsafeBufferPointer<UInt8>
    private(set) var place = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// The next byte, if there is one.
    var next: UInt8? { place < text.count ? text[place] : nil }

    /// A fault at this place.
    func fault(_ message: StaticString) -> JSONFault { JSONFault(place: place, message: message) }

    /// Steps over spaces, tabs and line ends.
    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    /// Steps over the byte if it is next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    /// Steps over the byte that was looked at.
    mutating func skipOne() { place += 1 }

    /// Steps over a word.
    mutating func skipWord(_ word: StaticString) throws(JSONFault) {
        for index in 0..<word.utf8CodeUnitCount where !skip(word.utf8Start[index]) {
            throw fault("a value is missing")
        }
    }

    /// Steps over a string with its quotes.
    ///
    /// - Returns: whether there is an escape in it.
    mutating func skipString() throws(JSONFault) -> Bool {
        place += 1
        var hasEscapes = false
        while let byte = next {
            place += 1
            if byte == UInt8(ascii: "\"") { return hasEscapes }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try skipEscape()
            } else if byte < 0x20 {
                place -= 1
                throw fault("a control character in a string must be escaped")
            }
        }
        throw fault("the string is not closed")
    }

    private mutating func skipEscape() throws(JSONFault) {
        guard let byte = next else { throw fault("the string is not closed") }
        switch Unicode.Scalar(byte) {
        case "\"", "\\", "/", "b", "f", "n", "r", "t": place += 1
        case "u":
            place += 1
            for _ in 0..<4 {
                guard let digit = next, digit.isHexadecimalDigit else {
                    throw fault("four hexadecimal digits are missing")
                }
                place += 1
            }
        default: throw fault("this escape is not known")
        }
    }

    /// Steps over a number.
    mutating func skipNumber() throws(JSONFault) {
        let start = place
        _ = skip(UInt8(ascii: "-"))
        let startsWithZero = next == UInt8(ascii: "0")
        let digits = skipDigits()
        guard digits > 0 else {
            if place == start { throw fault("a value is missing") }
            throw fault("a digit is missing")
        }
        guard digits == 1 || !startsWithZero else { throw fault("a number must not start with 0") }
        if skip(UInt8(ascii: ".")), skipDigits() == 0 { throw fault("a digit is missing") }
        if let mark = next, mark | 0x20 == UInt8(ascii: "e") {
            place += 1
            if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
            if skipDigits() == 0 { throw fault("a digit is missing") }
        }
    }

    private mutating func skipDigits() -> Int {
        let start = place
        while let byte = next, byte &- 0x30 < 10 { place += 1 }
        return place - start
    }
}
