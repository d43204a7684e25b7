/// What a setting accepts: the source of its row on the reference page and of its part of the JSON Schema.
public indirect enum SettingShape: Sendable {
    /// Any text.
    case text
    /// A whole number.
    case wholeNumber
    /// A number.
    case number
    /// `true` or `false`.
    case boolean
    /// One of these texts.
    case choice([String])
    /// A text with a form of its own: what to call it, and a regular expression for editors.
    case form(name: String, pattern: String?)
    /// A list; one value without brackets counts as a list of one.
    case list(SettingShape)
    /// A list that must be written as one, with at least so many items.
    case sequence(SettingShape, atLeast: Int)
    /// Names that are free, each with a value.
    case map(SettingShape)
    /// Anything at all.
    case anything
    /// The value or nothing.
    case optional(SettingShape)
    /// One of several notations.
    case either([SettingShape])
    /// A group of settings.
    case group(SettingGroup)

    /// What a message calls it: "a whole number", "csv or tsv".
    public var phrase: String {
        switch self {
        case .text: "a text"
        case .wholeNumber: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .choice(let names): Self.alternatives(names)
        case .form(let name, _): name
        case .list(let element), .sequence(let element, _): "a list, each item \(element.phrase)"
        case .map(let value): "a mapping of names, each with \(value.phrase)"
        case .anything: "anything"
        case .optional(let shape): shape.phrase
        case .either(let shapes): Self.alternatives(shapes.map(\.phrase))
        case .group: "a mapping of settings"
        }
    }

    /// The group inside, if there is one.
    var group: SettingGroup? {
        switch self {
        case .group(let group): group
        case .list(let shape), .sequence(let shape, _), .map(let shape), .optional(let shape): shape.group
        case .either(let shapes): shapes.lazy.compactMap(\.group).first
        default: nil
        }
    }

    private static func alternatives(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
        return texts.dropLast().joined(separator: ", ") + " or " + last
    }
}

/// A group of settings as the reference page and the JSON Schema show it.
public struct SettingGroup: Sendable {
    /// What the group is for.
    public var summary: String
    /// Its settings in order.
    public var settings: [SettingDescription]
    /// Settings of which exactly one must be given; empty where there is no such rule.
    public var alternatives: [String]
    /// Whether names with a colon are somebody's own and are left alone.
    public var allowsOwnNames: Bool

    /// Makes a description of a group.
    public init(
        summary: String,
        settings: [SettingDescription],
        alternatives: [String] = [],
        allowsOwnNames: Bool = false
    ) {
        self.summary = summary
        self.settings = settings
        self.alternatives = alternatives
        self.allowsOwnNames = allowsOwnNames
    }
}

/// A setting as the reference page and the JSON Schema show it.
public struct SettingDescription: Sendable {
    /// The key in the pipeline file.
    public var name: String
    /// What it means.
    public var summary: String
    /// What is accepted.
    public var shape: SettingShape
    /// The default as it would be written; empty when there is none to show.
    public var defaultText: String
    /// Whether it must be written.
    public var isRequired: Bool

    /// Makes a description of a setting.
    public init(name: String, summary: String, shape: SettingShape, defaultText: String, isRequired: Bool = false) {
        self.name = name
        self.summary = summary
        self.shape = shape
        self.defaultText = defaultText
        self.isRequired = isRequired
    }
}
