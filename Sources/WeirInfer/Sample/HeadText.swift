/// The first lines of a text.
enum HeadText {
    /// As many whole lines as fit, or one longer one.
    static func of(_ bytes: [UInt8], limit: Int) -> [UInt8] {
        guard bytes.count > limit else { return bytes }
        if let end = bytes[..<limit].lastIndex(of: 0x0A) ?? bytes[..<limit].lastIndex(of: 0x0D) {
            return Array(bytes[...end])
        }
        return Array(bytes[..<(TextPart.lineStart(in: bytes, after: limit) ?? bytes.count)])
    }
}
