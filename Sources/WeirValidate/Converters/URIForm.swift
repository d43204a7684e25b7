/// A URI of RFC 3986: a scheme, a colon, and characters that may stand in a URI.
///
/// A reference without a scheme is none, and letters beyond ASCII must be written as `%xx`. What a scheme asks for beyond
/// that is not looked at.
enum URIForm {
    /// Whether a text is a URI.
    static func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon >= 1, isScheme(text[..<colon]) else {
            return false
        }
        var index = colon + 1
        let slash = UInt8(ascii: "/")
        if text.count - index >= 2, text[index] == slash, text[index + 1] == slash {
            guard let end = authorityEnd(text, from: index + 2) else { return false }
            index = end
        }
        var isInFragment = false
        while index < text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "%"):
                guard isEscape(text, at: index) else { return false }
                index += 2
            case UInt8(ascii: "#"):
                guard !isInFragment else { return false }
                isInFragment = true
            case slash, UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "?"): break
            default:
                guard isPlain(byte) else { return false }
            }
            index += 1
        }
        return true
    }

    private static func isScheme(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = text.first, (first | 0x20) &- 0x61 < 26 else { return false }
        return text.allSatisfy { $0.isLetterOrDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
    }

    /// Where `user@host:port` ends, if it is one: a name, or an address in brackets.
    private static func authorityEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var end = start
        while end < text.count, text[end] != 0x2F, text[end] != 0x3F, text[end] != 0x23 { end += 1 }
        var host = start
        for index in start..<end where text[index] == UInt8(ascii: "@") { host = index + 1 }
        var index = start
        while index < end {
            let byte = text[index]
            if byte == UInt8(ascii: "%") {
                guard isEscape(text, at: index) else { return nil }
                index += 2
            } else if byte == UInt8(ascii: "["), index == host {
                guard let close = text[index..<end].firstIndex(of: UInt8(ascii: "]")),
                    text[(index + 1)..<close].allSatisfy({ $0.isHexadecimalDigit || $0 == 0x3A || $0 == 0x2E }),
                    close + 1 == end || text[close + 1] == UInt8(ascii: ":")
                else { return nil }
                index = close
            } else if byte != UInt8(ascii: ":"), byte != UInt8(ascii: "@") {
                guard isPlain(byte) else { return nil }
            }
            index += 1
        }
        return end
    }

    private static func isEscape(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + 2 < text.count && text[index + 1].isHexadecimalDigit && text[index + 2].isHexadecimalDigit
    }

    /// The unreserved characters and the sub-delimiters.
    private static func isPlain(_ byte: UInt8) -> Bool {
        if byte.isLetterOrDigit { return true }
        return switch Unicode.Scalar(byte) {
        case "-", ".", "_", "~", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=": true
        default: false
        }
    }
}
