public import WeirSpec

/// Where in a SQLite database the rows go.
public struct SQLiteSettings: Settings, Hashable {
    /// What happens to a table that exists.
    public enum Mode: String, SettingChoice, Hashable {
        /// The rows are added to it, commit by commit.
        case append
        /// It is replaced by a new one, all at once at the end.
        case replace
        /// A row whose key is there changes that row, any other is added, commit by commit.
        case upsert
    }

    /// What the group is for.
    public static var summary: String { "Loads the accepted rows into a table of a SQLite database." }

    /// The settings.
    public static var settings: [Setting<SQLiteSettings>] {
        [
            Setting(
                "path", \.location, "The database file; it is made if it is missing, its folder is not.",
                isRequired: true),
            Setting("table", \.table, "The table; it is made if it is missing.", isRequired: true),
            Setting(
                "mode",
                \.mode,
                "`append` adds to an existing table as the run goes on; `replace` replaces it at the end, all or nothing; "
                    + "`upsert` changes the rows whose `key` is there and adds the others, as the run goes on."
            ),
            Setting(
                "key",
                \.key,
                "For `upsert`: the columns that tell rows apart, such as `[id]`; each needs `required: true`."
            ),
        ]
    }

    /// The database file.
    public var path = ""
    /// The table.
    public var table = ""
    /// What happens to a table that exists.
    public var mode = Mode.append
    /// The columns that tell rows apart, for `Mode.upsert`.
    public var key: [String] = []

    /// All defaults; the path and the table must be given.
    public init() {}

    /// A path, a table or a key is missing, the table's name is one that SQLite or Weir keeps for itself, or a key has
    /// no use.
    public func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if path.isEmpty {
            problems.append(SettingProblem("path", "is missing"))
        } else if path == ":memory:" || path.utf8.contains(0) {
            problems.append(SettingProblem("path", "must be the path of a file"))
        }
        if let problem = Identifier.problem(ofTable: table) {
            problems.append(SettingProblem("table", problem))
        }
        return problems + keyProblems
    }

    private var keyProblems: [SettingProblem] {
        guard mode == .upsert else {
            return key.isEmpty ? [] : [SettingProblem("key", "is for mode: upsert only")]
        }
        if key.isEmpty {
            return [SettingProblem("key", "is missing: mode: upsert needs the columns that tell rows apart")]
        }
        return key.indices.compactMap { index in
            let name = Identifier.folded(key[index])
            let isTwice = key[..<index].contains { Identifier.folded($0) == name }
            return isTwice ? SettingProblem("key.\(index)", "the column \"\(key[index])\" is there twice") : nil
        }
    }

    /// The path as a pipeline file gives it: relative to the file's folder.
    private var location: SpecPath {
        get { SpecPath(path) }
        set { path = newValue.resolved }
    }
}
