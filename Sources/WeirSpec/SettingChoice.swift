/// A choice of a few names.
public protocol SettingChoice: SettingValue, RawRepresentable<String>, CaseIterable {}

extension SettingChoice {
    /// Reads one of the names, letter by letter.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Self? {
        guard let scalar = node.scalar else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        if let value = Self(rawValue: scalar.text) { return value }
        let hint = scalar.secrets.isEmpty ? NearMiss.hint(for: scalar.text, among: names) : ""
        reader.report("expected \(shape.phrase), found \(node.foundText)\(hint)", at: node)
        return nil
    }

    /// The names.
    public static var shape: SettingShape { .choice(names) }

    /// The name.
    public var rendered: String { rawValue }

    private static var names: [String] { allCases.map(\.rawValue) }
}
