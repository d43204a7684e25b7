/// A group of settings: one section of a pipeline file.
///
/// The list of settings is written once and drives the reader, the linter, the reference page and the JSON Schema.
public protocol Settings: SettingValue {
    /// What the group is for, in one sentence.
    static var summary: String { get }
    /// The settings, in the order in which a person should meet them.
    static var settings: [Setting<Self>] { get }

    /// The names of settings of which exactly one must be given; none by default.
    ///
    /// This is for editors; the group reports what is missing or too much itself, in `problems()`.
    static var alternatives: [String] { get }

    /// All defaults.
    init()

    /// Problems that no single value shows, such as two settings that exclude each other.
    func problems() -> [SettingProblem]
}

extension Settings {
    /// By default any settings may be given.
    public static var alternatives: [String] { [] }

    /// By default the values are fine together.
    public func problems() -> [SettingProblem] { [] }
}
