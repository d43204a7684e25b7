/// Text that is no table, by how it begins.
enum OtherFormat: String {
    case json = "JSON"
    case jsonLines = "JSON with an object on each line"
    case markup = "XML or HTML"

    /// The format, if the text is of one.
    init?(_ text: [UInt8]) {
        let lines = text.prefix(1 << 16).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map { line in
            line.drop(while: Self.isSpace)
        }
        guard let first = lines.first(where: { !$0.isEmpty }), let byte = first.first else { return nil }
        let last = first.last(where: { !Self.isSpace($0) })
        let inner = first.dropFirst().first(where: { !Self.isSpace($0) })
        switch byte {
        case UInt8(ascii: "{") where last == UInt8(ascii: "}") && inner == UInt8(ascii: "\""): self = .jsonLines
        case UInt8(ascii: "{") where inner == nil || inner == UInt8(ascii: "\""): self = .json
        case UInt8(ascii: "[") where inner == nil || inner == UInt8(ascii: "{"): self = .json
        case UInt8(ascii: "<") where inner == UInt8(ascii: "?") || inner == UInt8(ascii: "!"): self = .markup
        case UInt8(ascii: "<") where first.dropFirst().prefix(4).elementsEqual("html".utf8): self = .markup
        default: return nil
        }
    }

    /// What to do about it.
    var hint: String? {
        self == .json ? "turn it into lines first, with an object on each, such as by: jq -c '.[]'" : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
