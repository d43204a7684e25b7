extension Double: SettingValue {
    /// Reads a decimal number such as `0.01` or `1e-2`; a text in quotes is no number, and neither is `nan`.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Double? {
        guard let scalar = node.scalar, !scalar.isQuoted, scalar.text.isDecimalNumber,
            let value = Double(scalar.text), value.isFinite
        else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        return value
    }

    /// A number.
    public static var shape: SettingShape { .number }

    /// The shortest digits that stand for the number.
    public var rendered: String { description }
}

extension String {
    /// Whether the text is a decimal number: a sign, digits with at most one point, an exponent.
    var isDecimalNumber: Bool {
        var rest = utf8[...]
        func isSign(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
        func takeDigits() -> Int {
            let digits = rest.prefix(while: \.isASCIIDigit).count
            rest = rest.dropFirst(digits)
            return digits
        }
        if isSign(rest.first) { rest = rest.dropFirst() }
        var digits = takeDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            digits += takeDigits()
        }
        guard digits > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if isSign(rest.first) { rest = rest.dropFirst() }
            guard takeDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
