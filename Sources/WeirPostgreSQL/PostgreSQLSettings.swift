public import WeirSpec

/// Where in a PostgreSQL database the rows go.
public struct PostgreSQLSettings: Settings, Hashable {
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
    public static var summary: String { "Loads the accepted rows into a table of a PostgreSQL database." }

    /// The settings.
    public static var settings: [Setting<PostgreSQLSettings>] {
        [
            Setting(
                "url", \.url,
                "The database, as libpq takes it: `postgresql://user@host:5432/database?sslmode=verify-full`, or "
                    + "`host=... dbname=...`. Leave the password out: it comes from `PGPASSWORD`, from a password file or "
                    + "from `${NAME}`.",
                isRequired: true),
            Setting("schema", \.schema, "The schema that the table is in; it must be there."),
            Setting("table", \.table, "The table; it is made if it is missing.", isRequired: true),
            Setting(
                "mode", \.mode,
                "`append` adds to an existing table as the run goes on; `replace` replaces it at the end, all or nothing; "
                    + "`upsert` changes the rows whose `key` is there and adds the others, as the run goes on."),
            Setting(
                "key", \.key,
                "For `upsert`: the columns that tell rows apart, such as `[id]`; each needs `required: true`."),
            Setting(
                "connections", \.connections,
                "How many connections load at the same time, 1 to 16. A table with a key, a constraint or a trigger takes "
                    + "one: there the order of the rows counts."),
        ]
    }

    /// The database.
    public var url = ""
    /// The schema of the table.
    public var schema = "public"
    /// The table.
    public var table = ""
    /// What happens to a table that exists.
    public var mode = Mode.append
    /// The columns that tell rows apart, for `Mode.upsert`.
    public var key: [String] = []
    /// The most connections that load at the same time.
    public var connections = 2

    /// All defaults; the database and the table must be given.
    public init() {}

    /// What is missing, what cannot be, and where the program was built without PostgreSQL.
    public func problems() -> [SettingProblem] {
        guard Connection.isBuilt else {
            return [
                SettingProblem("url", "this weir \(Self.howToBuild)")
            ]
        }
        var problems: [SettingProblem] = []
        if url.isEmpty {
            problems.append(SettingProblem("url", "is missing"))
        } else if let problem = Connection.problem(ofURL: url) {
            problems.append(SettingProblem("url", problem))
        }
        if let problem = Identifier.problem(of: schema) { problems.append(SettingProblem("schema", problem)) }
        if let problem = Identifier.problem(ofTable: table) { problems.append(SettingProblem("table", problem)) }
        if !(1...16).contains(connections) {
            problems.append(SettingProblem("connections", "must be 1 to 16"))
        }
        return problems + keyProblems
    }

    /// What to do about a program that was built without PostgreSQL.
    static let howToBuild =
        "was built without PostgreSQL; with libpq and its headers (Debian: libpq-dev) build it by "
        + "`swift build -c release --traits PostgreSQL`"

    private var keyProblems: [SettingProblem] {
        guard mode == .upsert else {
            return key.isEmpty ? [] : [SettingProblem("key", "is for mode: upsert only")]
        }
        if key.isEmpty {
            return [SettingProblem("key", "is missing: mode: upsert needs the columns that tell rows apart")]
        }
        return key.indices.compactMap { index in
            key[..<index].contains(key[index])
                ? SettingProblem("key.\(index)", "the column \"\(key[index])\" is there twice") : nil
        }
    }

    /// The table with its schema, for people.
    var tableName: String { schema == PostgreSQLSettings().schema ? table : "\(schema).\(table)" }

    /// The database and the table, without a password.
    var destination: String { "\(Connection.description(ofURL: url)), table \(tableName)" }
}
