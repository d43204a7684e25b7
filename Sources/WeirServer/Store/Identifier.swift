/// Names for jobs and other records: 26 characters that sort by the time at which they were made and cannot be guessed.
///
/// The form is that of ULID in small letters: 48 bits of milliseconds, then 80 random bits, five bits a character in
/// Crockford's alphabet.
enum Identifier {
    /// How many characters there are.
    static let length = 26

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// A new name.
    static func new(at time: Timestamp) -> String {
        var random = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(time.milliseconds, 0)) & 0xFFFF_FFFF_FFFF
        var high = milliseconds << 16 | UInt64(random.next() as UInt16)
        var low: UInt64 = random.next()
        var characters = [UInt8](repeating: 0, count: length)
        for index in characters.indices.reversed() {
            characters[index] = alphabet[Int(low & 31)]
            low = low >> 5 | high << 59
            high >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Whether a text has the form of a name.
    static func isValid(_ text: some StringProtocol) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy { alphabet.contains($0) }
    }
}
