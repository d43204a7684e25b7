internal import WeirModel

/// Steps over the parts of a JSON text (RFC 8259), and remembers where the text breaks the rules.
///
/// Each step returns the place behind what it has stepped over, or -1 if that is not JSON. Strings are looked at eight
/// bytes at a time, so 64 bytes behind the end must be readable; what they hold does not matter.
struct JSONSkipper {
    /// How deep objects and arrays may be nested, the record itself included.
    static let mostDepth = 64

    let text: UnsafePointer<UInt8>
    let end: Int
    /// The first byte that cannot stand where it stands.
    private(set) var fault = 0
    /// Whether the last string had an escape.
    private(set) var hasEscape = false

    init(_ text: UnsafePointer<UInt8>, end: Int) {
        self.text = text
        self.end = end
    }

    /// Says that the text is wrong at a place.
    mutating func fail(at place: Int) -> Int {
        fault = min(place, end)
        return -1
    }

    /// The place of the next byte that is no white space.
    @inline(__always)
    func blanks(_ start: Int) -> Int {
        var index = start
        while index < end, text[index] == 0x20 || text[index] == 0x09 || text[index] == 0x0D || text[index] == 0x0A {
            index &+= 1
        }
        return index
    }

    /// Finds the closing quote of the string whose first character is at `start`.
    @inline(__always)
    mutating func closingQuote(from start: Int) -> Int {
        var index = start
        hasEscape = false
        while index < end {
            let special = Self.special(in: (text + index).word)
            guard special != 0 else {
                index &+= 8
                continue
            }
            index &+= special.trailingZeroBitCount &>> 3
            guard index < end else { break }
            let byte = text[index]
            if byte == UInt8(ascii: "\"") { return index }
            guard byte == UInt8(ascii: "\\") else { return fail(at: index) }
            hasEscape = true
            index = escape(index &+ 1)
            if index < 0 { return -1 }
        }
        return fail(at: end)
    }

    /// The top bit of each byte that is a quote, a backslash or a control character; bits behind the first one may be
    /// wrong.
    @inline(__always)
    private static func special(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5C)
        let controls = (word &- ones &* 0x20) & ~word
        return (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | controls) & (ones &* 0x80)
    }

    /// Steps over what follows a backslash.
    private mutating func escape(_ start: Int) -> Int {
        guard start < end else { return fail(at: end) }
        switch text[start] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start &+ 1
        case UInt8(ascii: "u"): break
        default: return fail(at: start)
        }
        let unit = codeUnit(start &+ 1)
        guard unit >= 0 else { return -1 }
        guard unit & 0xF800 == 0xD800 else { return start &+ 5 }
        // Half of a pair stands for nothing.
        guard unit < 0xDC00, start &+ 6 < end, text[start &+ 5] == UInt8(ascii: "\\"),
            text[start &+ 6] == UInt8(ascii: "u")
        else { return fail(at: start) }
        let low = codeUnit(start &+ 7)
        guard low >= 0 else { return -1 }
        return low & 0xFC00 == 0xDC00 ? start &+ 11 : fail(at: start)
    }

    /// The value of four hexadecimal digits, or -1.
    private mutating func codeUnit(_ start: Int) -> Int {
        var value = 0
        for index in start..<start &+ 4 {
            guard index < end else { return fail(at: end) }
            switch text[index] {
            case 0x30...0x39: value = value << 4 | Int(text[index] &- 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | Int((text[index] | 0x20) &- 0x57)
            default: return fail(at: index)
            }
        }
        return value
    }

    /// Steps over a number, or a word, or nothing of the kind.
    @inline(__always)
    mutating func plain(_ start: Int) -> Int {
        switch text[start] {
        case UInt8(ascii: "t"): word("true", start)
        case UInt8(ascii: "f"): word("false", start)
        case UInt8(ascii: "n"): word("null", start)
        default: number(start)
        }
    }

    private mutating func word(_ word: StaticString, _ start: Int) -> Int {
        for offset in 0..<word.utf8CodeUnitCount {
            let index = start &+ offset
            guard index < end, text[index] == word.utf8Start[offset] else { return fail(at: index) }
        }
        return start &+ word.utf8CodeUnitCount
    }

    private mutating func number(_ start: Int) -> Int {
        var index = start
        if text[index] == UInt8(ascii: "-") { index &+= 1 }
        let first = index
        index = digits(index)
        guard index > first else { return fail(at: index) }
        if index > first &+ 1, text[first] == UInt8(ascii: "0") { return fail(at: index) }
        if index < end, text[index] == UInt8(ascii: ".") {
            let fraction = index &+ 1
            index = digits(fraction)
            guard index > fraction else { return fail(at: index) }
        }
        guard index < end, text[index] | 0x20 == UInt8(ascii: "e") else { return index }
        index &+= 1
        if index < end, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index &+= 1 }
        let exponent = index
        index = digits(exponent)
        return index > exponent ? index : fail(at: index)
    }

    @inline(__always)
    private func digits(_ start: Int) -> Int {
        var index = start
        while index < end, text[index] &- 0x30 < 10 { index &+= 1 }
        return index
    }
}

extension UnsafePointer<UInt8> {
    /// The eight bytes from here on, the first one lowest.
    @inline(__always)
    var word: UInt64 { UInt64(littleEndian: UnsafeRawPointer(self).loadUnaligned(as: UInt64.self)) }
}
