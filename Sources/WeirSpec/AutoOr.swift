/// A value, or the word `auto` for the one that the program finds best.
public enum AutoOr<Value: SettingValue>: SettingValue {
    /// The program decides.
    case auto
    /// This value.
    case value(Value)

    /// Reads `auto` or a value.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> AutoOr<Value>? {
        if node.scalar?.text == autoWord { return .auto }
        var attempt = SpecReader()
        if let value = Value.read(node, &attempt), attempt.problems.isEmpty { return .value(value) }
        reader.reportMismatch(expected: shape.phrase, found: node)
        return nil
    }

    /// A value or the word.
    public static var shape: SettingShape { .either([Value.shape, .choice([autoWord])]) }

    /// The value or the word.
    public var rendered: String {
        switch self {
        case .auto: Self.autoWord
        case .value(let value): value.rendered
        }
    }

    private static var autoWord: String { "auto" }
}

extension AutoOr: Equatable where Value: Equatable {}
extension AutoOr: Hashable where Value: Hashable {}
