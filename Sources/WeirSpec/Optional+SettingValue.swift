extension Optional: SettingValue where Wrapped: SettingValue {
    /// Reads the value; nothing, `~` and `null` are nil.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Wrapped?? {
        if node.isNull { return .some(nil) }
        return Wrapped.read(node, &reader).map { .some($0) }
    }

    /// The value or nothing.
    public static var shape: SettingShape { .optional(Wrapped.shape) }

    /// The value; empty for nil.
    public var rendered: String { self?.rendered ?? "" }
}
