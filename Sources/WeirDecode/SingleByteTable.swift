/// Which characters the bytes from 0x80 stand for; those below are ASCII.
struct SingleByteTable: Sendable {
    /// What a byte maps to that stands for no character.
    static let undefined: UInt16 = 0xFFFF

    private let upperHalf: [UInt16]

    /// Makes a table of the characters of 0x80 to 0xFF.
    init(upperHalf: [UInt16]) { self.upperHalf = upperHalf }

    /// ISO 8859-1: each byte is the character of that number, control characters included.
    static let latin1 = SingleByteTable(upperHalf: Array(0x80...0xFF))

    /// Windows code page 1252: ISO 8859-1 with other characters in place of the control characters.
    static let windows1252 = SingleByteTable(
        upperHalf: [
            0x20AC, undefined, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, undefined, 0x017D, undefined,
            undefined, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, undefined, 0x017E, 0x0178,
        ] + Array(0xA0...0xFF)
    )

    /// Lends the 128 entries.
    func withUpperHalf(_ body: (UnsafeBufferPointer<UInt16>) -> Void) {
        upperHalf.withUnsafeBufferPointer(body)
    }
}
