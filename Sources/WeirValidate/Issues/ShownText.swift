/// A value in the form in which a message can show it: one line, valid, and not too long.
struct ShownText {
    /// The most characters that are shown.
    static let mostCharacters = 200

    /// The text: control characters and bytes that are not UTF-8 escaped, an ellipsis where it was cut.
    let text: String

    init(_ bytes: [UInt8]) {
        var text = ""
        var shown = 0
        var place = 0
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        parsing: while true {
            let part: String
            let length: Int
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput: break parsing
            case .valid(let encoded):
                length = encoded.count
                part = Self.shown(Unicode.UTF8.decode(encoded))
            case .error(let count):
                length = count
                part = bytes[place..<place + count].map(Self.escaped).joined()
            }
            guard shown < Self.mostCharacters else {
                text += "…"
                break
            }
            text += part
            place += length
            shown += 1
        }
        self.text = text
    }

    /// A byte as two hexadecimal digits.
    static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    private static func escaped(_ byte: UInt8) -> String { "\\x" + hexadecimal(byte) }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        // C0 and DEL would disturb a terminal, C1 too.
        case "\0"..."\u{1F}", "\u{7F}": escaped(UInt8(truncatingIfNeeded: scalar.value))
        case "\u{80}"..."\u{9F}": "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: String(scalar)
        }
    }
}
