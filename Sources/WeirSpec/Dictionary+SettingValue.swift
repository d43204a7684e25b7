extension Dictionary: SettingValue where Key == String, Value: SettingValue {
    /// Reads a mapping of names that are free; nothing counts as an empty one.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> [String: Value]? {
        guard let entries = reader.entries(node, expected: shape.phrase) else { return nil }
        var values: [String: Value] = [:]
        for entry in entries where !entry.value.isUnusable {
            if let value = reader.within(entry.key, { Value.read(entry.value, &$0) }) { values[entry.key] = value }
        }
        return values
    }

    /// Names, each with a value.
    public static var shape: SettingShape { .map(Value.shape) }

    /// A mapping has no default that anybody would copy.
    public var rendered: String { "" }
}
