public import WeirSpec

/// Where and how a CSV file is written.
public struct CSVSinkSettings: Settings, Hashable {
    /// What the group is for.
    public static var summary: String { "Writes the accepted rows as a CSV file with a header line." }

    /// The settings.
    public static var settings: [Setting<CSVSinkSettings>] {
        [
            Setting(
                "path", \.location, "The file to write, or `-` for standard output. An existing file is replaced.",
                isRequired: true),
            Setting("delimiter", \.delimiter, "What stands between two cells: one ASCII character."),
        ]
    }

    /// The file, or `-`.
    public var path = ""
    /// What stands between two cells.
    public var delimiter = ","

    /// All defaults; the path must be given.
    public init() {}

    /// A path is missing, or the delimiter could be part of a value that is never quoted.
    public func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if path.isEmpty {
            problems.append(SettingProblem("path", "is missing"))
        }
        let taken = Set("\"\r\n.+-:".utf8)
        if delimiter.utf8.count != 1 {
            problems.append(SettingProblem("delimiter", "must be one ASCII character"))
        } else if let byte = delimiter.utf8.first, taken.contains(byte) || Self.isAlphanumeric(byte) {
            problems.append(SettingProblem("delimiter", "may be part of a value; take another character"))
        }
        return problems
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    /// The path as a pipeline file gives it: relative to the file's folder.
    private var location: SpecPath {
        get { SpecPath(path) }
        set { path = newValue.resolved }
    }
}
