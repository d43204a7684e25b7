/// The addresses that people have: a dot-atom of RFC 5322, `@`, and a domain of at least two labels.
///
/// Letters beyond ASCII are allowed on both sides (RFC 6531). Quoted local parts, comments and addresses of machines are
/// not: they are in the standard and in nobody's table.
enum EmailForm {
    /// Whether a text is such an address.
    static func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: UInt8(ascii: "@")), at >= 1, at <= 64, text.count <= 254 else {
            return false
        }
        var previous = UInt8(ascii: ".")
        for index in 0..<at {
            let byte = text[index]
            guard byte == UInt8(ascii: ".") ? previous != byte : isAtom(byte) else { return false }
            previous = byte
        }
        return previous != UInt8(ascii: ".") && isDomain(UnsafeBufferPointer(rebasing: text[(at + 1)...]))
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        if byte.isLetterOrDigit || byte >= 0x80 { return true }
        return switch Unicode.Scalar(byte) {
        case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": true
        default: false
        }
    }

    /// Labels of 1 to 63 letters, digits and inner hyphens; the last one is not a number.
    private static func isDomain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var (labels, length, hasLetter) = (1, 0, false)
        var previous = UInt8(ascii: ".")
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard length > 0, previous != UInt8(ascii: "-") else { return false }
                (labels, length, hasLetter) = (labels + 1, 0, false)
            } else {
                let isHyphen = byte == UInt8(ascii: "-")
                guard isHyphen ? length > 0 : byte.isLetterOrDigit || byte >= 0x80 else { return false }
                length += 1
                guard length <= 63 else { return false }
                hasLetter = hasLetter || !isHyphen && byte &- 0x30 >= 10
            }
            previous = byte
        }
        return labels >= 2 && length > 0 && previous != UInt8(ascii: "-") && hasLetter
    }
}
