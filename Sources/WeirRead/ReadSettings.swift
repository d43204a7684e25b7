public import WeirSpec

/// What a run reads: the `read` section of a pipeline file.
public struct ReadSettings: Settings {
    /// The name that stands for standard input.
    public static var standardInput: String { "-" }

    /// The paths and patterns, in the order in which they are read.
    public var path: [String] = []

    /// The folders that relative ones start from; none for the current folder.
    public private(set) var folders: [String] = []
    /// The file that is read of an archive; `nil` is the only one.
    public var entry: String?
    /// Whether the columns are those of all inputs, by their names.
    public var union = false
    /// What is sent with each request for an input elsewhere.
    public var headers: [String: String] = [:]

    /// No input.
    public init() {}

    /// What the group is for.
    public static var summary: String { "Where the bytes come from." }

    /// The settings.
    public static var settings: [Setting<Self>] {
        [
            Setting(
                "path",
                \.locations,
                """
                A path, a pattern with *, ? or [...], an address such as https://example.com/orders.csv or \
                s3://bucket/orders.csv, a list of them, or "-" for standard input. All files together form one table, \
                in the order given; the matches of a pattern are read in byte order of their names.
                """,
                isRequired: true
            ),
            Setting(
                "entry",
                \.entry,
                "The file that is read of a zip archive, by its name in there; needed where there are several."
            ),
            Setting(
                "union",
                \.union,
                """
                Whether inputs with different columns form one table with the columns of all of them, by name. Without \
                a schema; a schema says by `fieldsMatch` how much inputs may differ.
                """
            ),
            Setting(
                "headers",
                \.headers,
                """
                Headers for inputs by HTTP, such as `Authorization: Bearer ${TOKEN}`. They are sent to the host of the \
                address, and nowhere else that it leads to.
                """
            ),
        ]
    }

    /// Says whether there is no input, or standard input twice.
    public func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if path.isEmpty { problems.append(SettingProblem("path", "No input is named.")) }
        if path.contains("") { problems.append(SettingProblem("path", "An empty text is not a path.")) }
        if entry?.isEmpty == true { problems.append(SettingProblem("entry", "An empty text is not a name.")) }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            if !Self.isHeaderName(name) {
                problems.append(SettingProblem("headers", "\(name.debugDescription) cannot be set."))
            }
            if !value.utf8.allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) }) {
                problems.append(
                    SettingProblem("headers", "The value of \(name) has characters that no header may have."))
            }
        }
        if path.count(where: { $0 == Self.standardInput }) > 1 {
            problems.append(SettingProblem("path", "Standard input (\"-\") can be read only once."))
        }
        return problems
    }

    private static func isHeaderName(_ text: String) -> Bool {
        let own = ["range", "if-range", "host", "connection", "content-length", "transfer-encoding", "accept-encoding"]
        return !text.isEmpty && !own.contains(text.lowercased())
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// The paths as a pipeline file gives them: relative to the file's folder.
    public var locations: [SpecPath] {
        get {
            path.enumerated().map { SpecPath($1, folder: folders.indices.contains($0) ? folders[$0] : "") }
        }
        set {
            path = newValue.map(\.text)
            folders = newValue.map(\.folder)
        }
    }
}
