extension Array: SettingValue where Element: SettingValue {
    /// Reads a list; one value without brackets counts as a list of one, and nothing as an empty list.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> [Element]? {
        guard case .sequence(let items) = node.content else {
            return node.isNull ? [] : Element.read(node, &reader).map { [$0] }
        }
        let values = items.enumerated().filter { !$0.element.isUnusable }.map { index, item in
            reader.within(String(index)) { Element.read(item, &$0) }
        }
        return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
    }

    /// A list.
    public static var shape: SettingShape { .list(Element.shape) }

    /// The items in brackets.
    public var rendered: String { "[" + map(\.rendered).joined(separator: ", ") + "]" }
}
