/// A group of settings: one section of a pipeline file.
///
/// The list of settings is written once and drives the reader, the linter, the reference page and the JSON Schema.
public protocol Settings: SettingValue {
    /// What the group is for, in one sentence.
    static var summary: String { get }
    /// The settings, in the order in which a person should meet them.
    static var settings: [Setting<Self>] { get }

    /// All defaults.
    init()

    /// Problems that no single value shows, such as two settings that exclude each other.
    func problems() -> [SettingProblem]
}

extension Settings {
    /// By default the values are fine together.
    public func problems() -> [SettingProblem] { [] }
}
