public import WeirSpec

/// A path, or an empty text for "no such file".
public struct OptionalPath: SettingValue, Hashable {
    /// The path as written; empty for none.
    public var text: String
    /// The folder that a relative path starts from.
    public var folder: String

    /// Makes a path.
    public init(_ text: String, folder: String = "") {
        self.text = text
        self.folder = folder
    }

    /// The path to open.
    public var resolved: String { resolvePath(text, in: folder) }

    /// Reads a path, or an empty text.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> OptionalPath? {
        if let text = node.scalar?.text, text.isEmpty { return OptionalPath("") }
        return SpecPath.read(node, &reader).map { OptionalPath($0.text, folder: $0.folder) }
    }

    /// A text with a name of its own.
    public static var shape: SettingShape { .form(name: "a path, or \"\" for none", pattern: nil) }

    /// The path as written.
    public var rendered: String { text.rendered }
}
