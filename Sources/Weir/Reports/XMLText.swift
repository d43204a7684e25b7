/// Builds an XML 1.0 document as UTF-8.
///
/// XML cannot hold most control characters, not even escaped, so those become U+FFFD.
struct XMLText {
    /// The document so far.
    private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var open: [String] = []

    /// Begins an element; what is written until `end()` is inside.
    mutating func begin(_ name: String, _ attributes: [(String, String)]) {
        indent()
        tag(name, attributes)
        bytes += Array(">\n".utf8)
        open.append(name)
    }

    /// Ends the element that was begun last.
    mutating func end() {
        guard let name = open.popLast() else { return }
        indent()
        bytes += Array("</\(name)>\n".utf8)
    }

    /// Writes an element with text in it, or an empty one.
    mutating func element(_ name: String, _ attributes: [(String, String)], text: String = "") {
        indent()
        tag(name, attributes)
        if text.isEmpty {
            bytes += Array("/>\n".utf8)
        } else {
            bytes.append(UInt8(ascii: ">"))
            append(text, inAttribute: false)
            bytes += Array("</\(name)>\n".utf8)
        }
    }

    private mutating func indent() { bytes += [UInt8](repeating: UInt8(ascii: " "), count: open.count * 2) }

    private mutating func tag(_ name: String, _ attributes: [(String, String)]) {
        bytes += Array("<\(name)".utf8)
        for (name, value) in attributes {
            bytes += Array(" \(name)=\"".utf8)
            append(value, inAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func append(_ text: String, inAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += Array("&amp;".utf8)
            case "<": bytes += Array("&lt;".utf8)
            case ">": bytes += Array("&gt;".utf8)
            case "\"": bytes += Array("&quot;".utf8)
            // A reader would make a space of these in an attribute, and a line feed of a carriage return.
            case "\n" where inAttribute, "\t" where inAttribute, "\r": bytes += Array("&#\(scalar.value);".utf8)
            case "\n", "\t": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case "\0"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": bytes += Array("\u{FFFD}".utf8)
            default: bytes += Array(String(scalar).utf8)
            }
        }
    }
}
