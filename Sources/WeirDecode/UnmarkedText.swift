/// Which encoding a text has that has no byte order mark, as far as its first bytes tell.
///
/// The labels of a header are nearly always ASCII, at least at their start. In UTF-16 and UTF-32 each of these characters
/// has zeros at the same places, and no other text has any.
enum UnmarkedText {
    /// How many of the first bytes are looked at.
    static let byteCount = 10

    /// The encoding; `nil` where the bytes look like those of any other text.
    static func encoding(of head: [UInt8]) -> TextEncoding? {
        if head.count >= 8 {
            let units = stride(from: 0, to: head.count - 3, by: 4).map { Array(head[$0..<$0 + 4]) }
            if units.allSatisfy({ $0[0] != 0 && $0[1...] == [0, 0, 0] }) { return .utf32LittleEndian }
            if units.allSatisfy({ $0[3] != 0 && $0[..<3] == [0, 0, 0] }) { return .utf32BigEndian }
        }
        guard head.count >= 4 else { return nil }
        let units = stride(from: 0, to: head.count - 1, by: 2).map { (head[$0], head[$0 + 1]) }
        if units.allSatisfy({ $0 != 0 && $1 == 0 }) { return .utf16LittleEndian }
        if units.allSatisfy({ $0 == 0 && $1 != 0 }) { return .utf16BigEndian }
        return nil
    }
}
