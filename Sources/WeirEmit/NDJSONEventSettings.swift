public import WeirSpec

/// Where an event log is written.
public struct NDJSONEventSettings: Settings, Hashable {
    /// What the group is for.
    public static var summary: String { "Writes each event as a JSON object on a line of its own." }

    /// The settings.
    public static var settings: [Setting<NDJSONEventSettings>] {
        [
            Setting(
                "path",
                \.location,
                "The file that events are added to, or `-` for standard output. What earlier runs wrote stays.",
                isRequired: true
            )
        ]
    }

    /// The file, or `-`.
    public var path = ""

    /// All defaults; the path must be given.
    public init() {}

    /// A path is missing.
    public func problems() -> [SettingProblem] {
        path.isEmpty ? [SettingProblem("path", "is missing")] : []
    }

    /// The path as a pipeline file gives it: relative to the file's folder.
    private var location: SpecPath {
        get { SpecPath(path) }
        set { path = newValue.resolved }
    }
}
