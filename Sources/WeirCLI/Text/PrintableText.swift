/// Text that came from outside, made harmless for a terminal.
enum PrintableText {
    /// Replaces what would move the cursor, change colours or turn the direction of writing by a visible escape.
    static func visible(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if isHarmless(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += escape(scalar)
            }
        }
        return result
    }

    /// A value in quotes, on one line.
    static func quoted(_ text: String) -> String { "\"\(visible(text))\"" }

    /// A value in quotes, cut to a number of characters that fits beside others.
    static func quoted(_ text: String, limit: Int) -> String {
        text.count <= limit ? quoted(text) : "\(quoted(String(text.prefix(limit))))..."
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: scalar.value == 0x200D
        default: true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
}
