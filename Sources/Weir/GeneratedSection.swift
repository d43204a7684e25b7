public import WeirModel
public import WeirSpec

/// The `generated` part of the `write` section: columns that no input has, by the names that they get.
public struct GeneratedSection: Settings {
    /// The number of the data record.
    public var row: String?
    /// The name of the input.
    public var source: String?
    /// When the run began.
    public var loadedAt: String?
    /// The identity of the run.
    public var run: String?

    /// What the group is for.
    public static let summary = "Columns that no input has, by the names that they get; behind those of the schema."

    /// The settings.
    public static let settings: [Setting<GeneratedSection>] = [
        Setting("row", \.row, "The number of the data record in its input, from 1, as issues have it."),
        Setting("source", \.source, "The name of the input."),
        Setting("loadedAt", \.loadedAt, "When the run began, in UTC; the same in all rows of a run."),
        Setting("run", \.run, "The identity of the run, as reports and events have it."),
    ]

    /// No column.
    public init() {}

    /// The columns that are asked for.
    public var columns: GeneratedColumns {
        GeneratedColumns(named.map { GeneratedColumns.Item($0.kind, name: $0.name) })
    }

    /// Names that cannot be.
    public func problems() -> [SettingProblem] { problems(besides: []) }

    /// Names that cannot be beside those of a schema; upper and lower case are the same, as they are in databases.
    func problems(besides fields: [String]) -> [SettingProblem] {
        var taken: [String: String] = [:]
        for field in fields { taken[field.lowercased()] = "the field \"\(field)\"" }
        return named.compactMap { setting, _, name in
            if name.isEmpty { return SettingProblem(setting, "the name must not be empty") }
            if name.utf8.contains(0) { return SettingProblem(setting, "the name must not contain a NUL character") }
            let other = taken.updateValue("\"\(setting)\"", forKey: name.lowercased())
            return other.map { SettingProblem(setting, "\"\(name)\" is the name of \($0) too") }
        }
    }

    private var named: [(setting: String, kind: GeneratedColumns.Kind, name: String)] {
        let all: [(String, GeneratedColumns.Kind, String?)] = [
            ("row", .row, row), ("source", .source, source), ("loadedAt", .loadedAt, loadedAt), ("run", .run, run),
        ]
        return all.compactMap { setting, kind, name in name.map { (setting, kind, $0) } }
    }
}
