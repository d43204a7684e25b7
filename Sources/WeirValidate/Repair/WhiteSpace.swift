/// What trimming drops: spaces, tabs, line ends, and the no-break space that comes from web pages and spreadsheets.
enum WhiteSpace {
    /// The number of bytes of the white space that begins at `index`; `nil` if none does.
    static func width(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        if isPlain(text[index]) { return 1 }
        return index + 1 < text.count && text[index] == 0xC2 && text[index + 1] == 0xA0 ? 2 : nil
    }

    /// The number of bytes of the white space that ends before `end` and not before `start`; `nil` if none does.
    static func width(in text: UnsafeBufferPointer<UInt8>, before end: Int, from start: Int) -> Int? {
        if isPlain(text[end - 1]) { return 1 }
        return end - 2 >= start && text[end - 2] == 0xC2 && text[end - 1] == 0xA0 ? 2 : nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
