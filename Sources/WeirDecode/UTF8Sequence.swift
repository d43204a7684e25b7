/// What stands at one place of a text that should be UTF-8.
///
/// The rules are those of table 3-7 of the Unicode Standard, and an ill-formed sequence is as long as its "maximal
/// subpart", as section 3.9 recommends and the WHATWG Encoding Standard requires.
enum UTF8Sequence: Hashable {
    /// One character of that many bytes.
    case wellFormed(Int)
    /// That many bytes which cannot be the start of a character, or which the next byte does not continue.
    case illFormed(Int)
    /// The text ends within a character.
    case incomplete

    /// Looks at the first sequence of a text that is not empty.
    init(startOf bytes: some Collection<UInt8>) {
        var rest = bytes.makeIterator()
        guard let lead = rest.next() else {
            self = .incomplete
            return
        }
        let length: Int
        // The second byte has narrower bounds behind some leads: no overlong forms, no surrogates, nothing past U+10FFFF.
        var bounds: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0x00...0x7F: length = 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, bounds) = (3, 0xA0...0xBF)
        case 0xED: (length, bounds) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, bounds) = (4, 0x90...0xBF)
        case 0xF4: (length, bounds) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default:
            self = .illFormed(1)
            return
        }
        for index in 1..<max(length, 1) {
            guard let byte = rest.next() else {
                self = .incomplete
                return
            }
            guard bounds.contains(byte) else {
                self = .illFormed(index)
                return
            }
            bounds = 0x80...0xBF
        }
        self = .wellFormed(length)
    }
}
