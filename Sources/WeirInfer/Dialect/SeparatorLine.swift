/// The line `sep=;` that spreadsheets write before a table, and read: it names the delimiter and is no header.
struct SeparatorLine {
    /// The delimiter that it names.
    let delimiter: [UInt8]
    /// How long it is with its line end, in bytes.
    let byteCount: Int

    /// Looks at the start of a text; `nil` if there is no such line.
    init?(_ text: [UInt8]) {
        guard let end = text.prefix(10).firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
        var line = text[..<end]
        if line.count > 1, line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\"") {
            line = line.dropFirst().dropLast()
        }
        guard line.prefix(4).map({ $0 | 0x20 }) == Array("sep=".utf8) else { return nil }
        delimiter = Array(line.dropFirst(4))
        guard (1...2).contains(delimiter.count), !delimiter.contains(where: Self.isWordByte) else { return nil }
        let isPair = text[end] == 0x0D && text.indices.contains(end + 1) && text[end + 1] == 0x0A
        byteCount = end + (isPair ? 2 : 1)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte >= 0x80
        }
    }
}
