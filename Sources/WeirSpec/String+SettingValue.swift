extension String: SettingValue {
    /// Reads any single value as its text: `no` and `1` without quotes are texts here.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> String? { reader.text(node) }

    /// Any text.
    public static var shape: SettingShape { .text }

    /// The text in double quotes, with the escapes of JSON.
    public var rendered: String { JSONValue.string(self).text }
}
