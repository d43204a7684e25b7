extension Bool: SettingValue {
    /// Reads `true` or `false`; `yes`, `on` and texts in quotes are neither.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Bool? {
        if let scalar = node.scalar, !scalar.isQuoted {
            if scalar.text == "true" { return true }
            if scalar.text == "false" { return false }
        }
        reader.reportMismatch(expected: shape.phrase, found: node)
        return nil
    }

    /// `true` or `false`.
    public static var shape: SettingShape { .boolean }

    /// `true` or `false`.
    public var rendered: String { self ? "true" : "false" }
}
