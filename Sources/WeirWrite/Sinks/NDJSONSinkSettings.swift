public import WeirSpec

/// Where an NDJSON file is written.
public struct NDJSONSinkSettings: Settings, Hashable {
    /// What the group is for.
    public static var summary: String { "Writes each accepted row as a JSON object on a line of its own." }

    /// The settings.
    public static var settings: [Setting<NDJSONSinkSettings>] {
        [
            Setting(
                "path", \.location,
                "The file to write, or `-` for standard output; `.gz` at the end packs it. An existing file is replaced.",
                isRequired: true)
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
