public import WeirPostgreSQL
public import WeirSQLite
public import WeirSpec
public import WeirWrite

/// The `write` section: one sink, and where rejects and issues go.
public struct WriteSection: Settings {
    /// A SQLite table.
    public var sqlite: SQLiteSettings?
    /// A PostgreSQL table.
    public var postgres: PostgreSQLSettings?
    /// A CSV file.
    public var csv: CSVSinkSettings?
    /// A file of JSON objects.
    public var ndjson: NDJSONSinkSettings?
    /// Nowhere.
    public var null: NullSinkSettings?
    /// The rejects file.
    public var rejects: OptionalPath?
    /// The issues file.
    public var issues = IssuesSettings()
    /// Columns that no input has.
    public var generated = GeneratedSection()
    /// What happens when the same input was loaded by the same pipeline before.
    public var onRepeat = OnRepeat.load
    /// How many source bytes make a commit.
    public var commitBytes = ByteSize(bytes: 128 << 20)

    /// What happens when the same input was loaded by the same pipeline before.
    public enum OnRepeat: String, SettingChoice {
        /// It is loaded once more, and the report says so.
        case load
        /// Nothing is done.
        case skip
        /// The run ends before it has begun.
        case fail
    }

    /// What the section is for.
    public static let summary = "Where the accepted rows go, and the rejected ones."

    /// The settings.
    public static let settings: [Setting<WriteSection>] = [
        Setting("sqlite", \.sqlite, "Into a table of a SQLite database."),
        Setting("postgres", \.postgres, "Into a table of a PostgreSQL database."),
        Setting("csv", \.csv, "Into a CSV file."),
        Setting("ndjson", \.ndjson, "Into a file with a JSON object on each line."),
        Setting("null", \.null, "Nowhere: the rows are checked and counted."),
        Setting(
            "rejects", \.rejects,
            "The file for rejected records, as they are in the input; NAME.rejects.csv (or .jsonl) if left out, none if "
                + "empty."
        ),
        Setting(
            "issues", \.issues,
            "The file for what is wrong with them, and how much of a value it tells; a path alone will do."
        ),
        Setting("generated", \.generated, "Columns that no input has: the record, the input, the time, the run."),
        Setting(
            "onRepeat", \.onRepeat,
            "When a completed run has loaded the same input into the table before: `load` it once more, `skip` it, or "
                + "`fail`."
        ),
        Setting("commitBytes", \.commitBytes, "How much of the source makes a commit."),
    ]

    /// The sinks.
    public static let alternatives = ["sqlite", "postgres", "csv", "ndjson", "null"]

    /// Whether the target remembers its runs.
    public var remembersRuns: Bool { sqlite != nil || postgres != nil }

    /// All defaults; a sink must be given.
    public init() {}

    /// There must be one sink.
    public func problems() -> [SettingProblem] {
        let sinks = [sqlite != nil, postgres != nil, csv != nil, ndjson != nil, null != nil].count(where: { $0 })
        if sinks == 1 { return [] }
        let choices = "sqlite, postgres, csv, ndjson or `null: {}`"
        return [
            SettingProblem("sqlite", sinks == 0 ? "a sink is missing: one of \(choices)" : "one sink only: \(choices)")
        ]
    }
}
