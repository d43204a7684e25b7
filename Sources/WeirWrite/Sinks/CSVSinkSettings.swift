public import WeirSpec

/// Where and how a CSV file is written.
public struct CSVSinkSettings: Settings, Hashable {
    /// What the group is for.
    public static var summary: String { "Writes the accepted rows as a CSV file with a header line." }

    /// The settings.
    public static var settings: [Setting<CSVSinkSettings>] {
        [
            Setting(
                "path", \.location,
                "The file to write, or `-` for standard output; `.gz` at the end packs it. An existing file is replaced.",
                isRequired: true),
            Setting("delimiter", \.delimiter, "What stands between two cells: one ASCII character."),
            Setting("quoteChar", \.quoteChar, "What encloses a cell that needs it: one ASCII character."),
            Setting(
                "escapeChar", \.escapeChar,
                "What stands before a quote in a cell, and before itself: one ASCII character. Left out, the quote is doubled."
            ),
            Setting("lineTerminator", \.lineTerminator, "What ends a row: LF, or CRLF."),
            Setting("header", \.header, "Whether the first line has the names of the columns."),
            Setting(
                "nullSequence", \.nullSequence,
                "What stands for a missing value, such as `\\N`; an empty cell if left out."),
            Setting(
                "spreadsheet", \.spreadsheet,
                "Whether a spreadsheet program opens the file: it gets a byte order mark, CRLF unless `lineTerminator` says "
                    + "otherwise, and an apostrophe before texts that would be taken for formulas."),
        ]
    }

    /// The file, or `-`.
    public var path = ""
    /// What stands between two cells.
    public var delimiter = ","
    /// What encloses a cell that needs it.
    public var quoteChar = "\""
    /// What stands before a quote in a cell, if quotes are not doubled.
    public var escapeChar: String?
    /// What ends a row; LF, or CRLF for spreadsheets, if nobody says.
    public var lineTerminator: String?
    /// Whether the first line has the names of the columns.
    public var header = true
    /// What stands for a missing value; an empty cell if nobody says.
    public var nullSequence: String?
    /// Whether a spreadsheet program opens the file.
    public var spreadsheet = false

    /// All defaults; the path must be given.
    public init() {}

    /// A path is missing, or the delimiter could be part of a value that is never quoted.
    public func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if path.isEmpty {
            problems.append(SettingProblem("path", "is missing"))
        }
        var marks: [String] = []
        // Of two that are the same, the one that was given is to blame.
        let delimiterFirst = quoteChar != CSVSinkSettings().quoteChar
        let cells: [(String, String?)] = [("delimiter", delimiter), ("quoteChar", quoteChar)]
        for (name, text) in (delimiterFirst ? cells : cells.reversed()) + [("escapeChar", escapeChar)] {
            guard let text else { continue }
            if text.utf8.count != 1 {
                problems.append(SettingProblem(name, "must be one ASCII character"))
            } else if let byte = text.utf8.first, Self.isTaken(byte) {
                problems.append(SettingProblem(name, "may be part of a value; take another character"))
            } else if marks.contains(text) {
                problems.append(SettingProblem(name, "must be another character than the others"))
            }
            marks.append(text)
        }
        if let lineTerminator, !["\n", "\r\n"].contains(lineTerminator) {
            problems.append(SettingProblem("lineTerminator", #"must be "\n" or "\r\n""#))
        }
        if let nullSequence,
            nullSequence.utf8.contains(where: {
                $0 < 0x20 || marks.contains(String(UnicodeScalar($0))) && $0 != escapeChar?.utf8.first
            })
        {
            problems.append(SettingProblem("nullSequence", "must have no delimiter, quote or control character"))
        } else if let nullSequence, Double(nullSequence) != nil || ["true", "false"].contains(nullSequence) {
            problems.append(SettingProblem("nullSequence", "may be a value; take another text"))
        }
        return problems
    }

    /// Whether a character may be in a value that is never quoted.
    private static func isTaken(_ byte: UInt8) -> Bool { Set("\r\n.+-:".utf8).contains(byte) || isAlphanumeric(byte) }

    /// The settings in bytes.
    var form: CSVForm {
        var form = CSVForm()
        form.delimiter = delimiter.utf8.first ?? form.delimiter
        form.quote = quoteChar.utf8.first ?? form.quote
        form.escape = escapeChar?.utf8.first
        form.endsWithCRLF = (lineTerminator ?? (spreadsheet ? "\r\n" : "\n")) == "\r\n"
        form.null = Array((nullSequence ?? "").utf8)
        form.hasHeader = header
        form.isForSpreadsheets = spreadsheet
        return form
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
