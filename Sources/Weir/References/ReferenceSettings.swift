public import WeirDecode
public import WeirModel
public import WeirParse
internal import WeirRead
public import WeirSpec
public import WeirValidate

/// A table that foreign keys refer to: a file, or a table of a database.
public struct ReferenceSettings: Settings {
    /// The file, or several that form one table.
    public var path: [SpecPath] = []
    /// The file that is read of a zip archive, by its name in there; the only one it has if `nil`.
    public var entry: String?
    /// What is sent with each request for a file elsewhere.
    public var headers: [String: String] = [:]
    /// How the files are stored.
    public var decode = DecodeSettings()
    /// How their text is written.
    public var parse = ParseSettings()
    /// Their schema; without one the fields that are referred to are read as those that refer to them.
    public var schema: TableSchema?
    /// How their labels are compared with the names of the fields.
    public var header = HeaderSettings()
    /// The table of a database.
    public var table: String?
    /// The database; the one that the rows go to if `nil`.
    public var database: SpecPath?

    /// What the group is for.
    public static let summary = "A table that foreign keys refer to; it is read before the first row is checked."

    /// The settings.
    public static let settings: [Setting<ReferenceSettings>] = [
        Setting("path", \.path, "A file, a pattern, an address, or a list of them that form one table."),
        Setting("headers", \.headers, "Headers for files by HTTP, as in `read.headers`."),
        Setting(
            "entry", \.entry,
            "The file to read of a zip archive, by its name in there. It may be left out where there is one file."),
        Setting("decode", \.decode, "How the bytes of the files are stored."),
        Setting("parse", \.parse, "How the text of the files becomes records."),
        Setting(
            "schema", \.schema,
            "The Table Schema of the files; without one the fields that are referred to are found by their labels and "
                + "read as those that refer to them."),
        Setting("header", \.header, "How the labels of the files are compared with the names of the fields."),
        Setting("table", \.table, "A table of a SQLite database, in place of `path`."),
        Setting("database", \.database, "The database file of `table`; the one of `write.sqlite` if left out."),
    ]

    /// A file or a table, one of both.
    public static let alternatives = ["path", "table"]

    /// Nothing; a path or a table must be given.
    public init() {}

    /// What is missing or too much.
    public func problems() -> [SettingProblem] {
        var read = ReadSettings()
        read.headers = headers
        var problems = read.problems().filter { $0.setting == "headers" }
        if path.isEmpty, table == nil {
            problems.append(SettingProblem("", "give `path` for a file, or `table` for a table of a database"))
        }
        if !path.isEmpty, table != nil { problems.append(SettingProblem("table", "give `path` or `table`, not both")) }
        if table != nil, entry != nil { problems.append(SettingProblem("entry", "is for files only")) }
        if table == nil, database != nil { problems.append(SettingProblem("database", "needs a `table`")) }
        if table != nil, schema != nil { problems.append(SettingProblem("schema", "is for files only")) }
        if path.contains(where: \.isStandardStream) {
            problems.append(SettingProblem("path", "standard input cannot be a table that others refer to"))
        }
        return problems
    }
}
