extension Int: SettingValue {
    /// Reads decimal digits with an optional sign; a text in quotes is no number.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Int? {
        guard let scalar = node.scalar, !scalar.isQuoted else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        let digits = scalar.text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        guard scalar.text.utf8.count - digits.count <= 1, !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        guard let value = Int(scalar.text) else {
            reader.report("the number \(node.foundText) is too large", at: node)
            return nil
        }
        return value
    }

    /// A whole number.
    public static var shape: SettingShape { .wholeNumber }

    /// The digits.
    public var rendered: String { String(self) }
}

extension UInt8 {
    /// Whether the byte is one of the ten digits.
    var isASCIIDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
