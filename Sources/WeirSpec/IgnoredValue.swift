/// A setting of a standard that has no meaning here: any value is accepted and none is kept.
public struct IgnoredValue: SettingValue, Hashable {
    /// The only value.
    public init() {}

    /// Accepts anything.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> IgnoredValue? { IgnoredValue() }

    /// Anything.
    public static var shape: SettingShape { .anything }

    /// There is no default to show.
    public var rendered: String { "" }
}
