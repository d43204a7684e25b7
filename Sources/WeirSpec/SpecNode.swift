public import WeirModel

/// A value of a pipeline file, with the place where it is written.
///
/// YAML and JSON files become trees of these, so that each problem can be shown where it is. Aliases are already
/// replaced by what they stand for.
public struct SpecNode: Sendable {
    /// What is written.
    public enum Content: Sendable {
        /// Nothing, `~` or `null`.
        case null
        /// A single value.
        case scalar(SpecScalar)
        /// A list.
        case sequence([SpecNode])
        /// Keys with values, in the order in which they are written.
        case mapping([SpecEntry])
    }

    /// What is written.
    public var content: Content
    /// Where it is written: a file with line and column, or an override such as `--set limits.workers`.
    public var position: WeirError.Position
    /// The folder that relative paths in this value start from; empty for the current folder.
    public var folder: String
    /// Whether loading it failed, which was reported; readers leave such a value alone.
    public internal(set) var isUnusable = false
    /// The text of the file, to find a part of this value in it; `nil` for a value that is not of a file.
    var origin: SpecText?

    /// Makes a value.
    public init(_ content: Content, position: WeirError.Position, folder: String = "") {
        self.content = content
        self.position = position
        self.folder = folder
    }

    /// Whether nothing is written.
    public var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The single value, if it is one.
    public var scalar: SpecScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The entries, if it is a mapping.
    public var entries: [SpecEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The value of a key, if it is a mapping that has it.
    public subscript(key: String) -> SpecNode? {
        entries?.first { $0.key == key }?.value
    }

    /// The values as a list: the items of a list, nothing for null, and anything else as a list of one.
    public var items: [SpecNode] {
        switch content {
        case .null: []
        case .sequence(let items): items
        case .scalar, .mapping: [self]
        }
    }

    /// What a message says was found: the text in quotes as written, or the kind of value.
    ///
    /// A text that comes from the environment is shown as `${NAME}`.
    public var foundText: String {
        switch content {
        case .null: "nothing"
        case .scalar(let scalar): scalar.isQuoted ? "the text \(scalar.shown)" : scalar.shown
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
