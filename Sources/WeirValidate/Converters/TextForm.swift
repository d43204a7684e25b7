import WeirModel

/// The formats of the type string.
enum TextForm: String, Sendable {
    /// `name@host.domain`, see `EmailForm`.
    case email
    /// A URI of RFC 3986, see `URIForm`.
    case uri
    /// `8-4-4-4-12` hexadecimal digits.
    case uuid
    /// Base64 of RFC 4648, with its padding.
    case binary

    /// Clears the validity of the texts of a tile that do not have the form.
    ///
    /// - Returns: whether there was one.
    func convert(_ tile: ColumnTile) -> Bool {
        switch self {
        case .email: convert(tile, EmailForm.matches)
        case .uri: convert(tile, URIForm.matches)
        case .uuid: convert(tile, Self.isUUID)
        case .binary: convert(tile, Self.isBase64)
        }
    }

    /// Whether a text has the form.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .email: EmailForm.matches(text)
        case .uri: URIForm.matches(text)
        case .uuid: Self.isUUID(text)
        case .binary: Self.isBase64(text)
        }
    }

    @inline(__always)
    private func convert(_ tile: ColumnTile, _ matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        var trouble = false
        for index in 0..<tile.count where tile.validity[index] != 0 && !matches(tile.text(at: index)) {
            tile.validity[index] = 0
            trouble = true
        }
        return trouble
    }

    private static func isUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 36 else { return false }
        for (index, byte) in text.enumerated() {
            let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
            guard isHyphen ? byte == UInt8(ascii: "-") : byte.isHexadecimalDigit else { return false }
        }
        return true
    }

    private static func isBase64(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count % 4 == 0 else { return false }
        var end = text.count
        while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        for index in 0..<end {
            let byte = text[index]
            guard byte.isLetterOrDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") else { return false }
        }
        return true
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter or digit.
    var isLetterOrDigit: Bool { self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 }
    /// Whether it is a hexadecimal digit in either case.
    var isHexadecimalDigit: Bool { self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 6 }
}
