/// The last lines of a text.
enum TailText {
    /// Whole lines of at most 64 KiB, or the last one.
    static func of(_ bytes: [UInt8], limit: Int = 64 << 10) -> [UInt8] {
        guard bytes.count > limit else { return bytes }
        let start = TextPart.lineStart(in: bytes, after: bytes.count - limit) ?? 0
        return Array(bytes[start...])
    }
}
