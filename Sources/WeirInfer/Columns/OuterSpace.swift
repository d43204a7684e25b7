/// White space at the ends of a text, as `trim` of a field drops it.
enum OuterSpace {
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// A text without it.
    static func dropped(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var (start, end) = (0, text.count)
        while start < end, isSpace(text[start]) { start += 1 }
        while start < end, isSpace(text[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: text[start..<end])
    }

    /// A text without it.
    static func dropped(_ text: String) -> String {
        var text = text
        return text.withUTF8 { String(decoding: dropped($0), as: UTF8.self) }
    }
}
