public import WeirSpec

/// The dialect of delimited text, by the names of Table Dialect 2.0.
public struct DialectSettings: Settings {
    /// What stands between cells.
    public var delimiter: String?
    /// What ends a record; accepted and not needed.
    public var lineTerminator: String?
    /// What encloses cells; empty for nothing.
    public var quoteChar = "\""
    /// Whether a doubled quote inside quotes stands for one.
    public var doubleQuote = true
    /// What makes a following quote or itself plain text.
    public var escapeChar: String?
    /// Whether spaces behind a delimiter are left out.
    public var skipInitialSpace = false
    /// Whether there are header rows.
    public var header = true
    /// Which rows they are.
    public var headerRows: [Int] = [1]
    /// What joins labels of several header rows.
    public var headerJoin = " "
    /// What a comment row starts with.
    public var commentChar: String?
    /// Comment rows by number.
    public var commentRows: [Int] = []
    /// A text that stands for no value.
    public var nullSequence: String?

    /// The number of a sheet, from 1.
    public var sheetNumber: Int?
    /// The name of a sheet.
    public var sheetName: String?

    /// Properties of Table Dialect that say nothing about delimited text: accepted, and of no effect.
    var inapplicable = IgnoredValue()

    /// What the group is for.
    public static let summary = "How delimited text is written (Table Dialect 2.0)."

    /// The settings in order.
    public static let settings: [Setting<DialectSettings>] = [
        Setting(
            "delimiter", \.delimiter,
            "What stands between cells, one or more characters; `,` for csv and a tab for tsv."
        ),
        Setting(
            "lineTerminator", \.lineTerminator,
            "Accepted for completeness: LF, CRLF and a lone CR always end a record."
        ),
        Setting(
            "quoteChar", \.quoteChar,
            "What encloses cells that hold delimiters or line ends; one ASCII character, or empty for none."
        ),
        Setting("doubleQuote", \.doubleQuote, "Whether a doubled quote inside quotes stands for one quote."),
        Setting("escapeChar", \.escapeChar, "One ASCII character that makes a following quote, or itself, plain text."),
        Setting("skipInitialSpace", \.skipInitialSpace, "Whether spaces behind a delimiter are left out."),
        Setting("header", \.header, "Whether the table has header rows."),
        Setting("headerRows", \.headerRows, "Which rows are the header, from 1; rows before them are left out."),
        Setting("headerJoin", \.headerJoin, "What joins the parts of a label that spans several header rows."),
        Setting("commentChar", \.commentChar, "What a comment row starts with, one or more characters."),
        Setting("commentRows", \.commentRows, "Rows that are comments, by number from 1."),
        Setting("$schema", \.inapplicable, "Accepted; the names are those of Table Dialect 2.0 and CSV Dialect 1.2."),
        Setting("caseSensitiveHeader", \.inapplicable, inapplicable),
        Setting("csvddfVersion", \.inapplicable, inapplicable),
        Setting("property", \.inapplicable, inapplicable),
        Setting("itemType", \.inapplicable, inapplicable),
        Setting("itemKeys", \.inapplicable, inapplicable),
        Setting("sheetNumber", \.sheetNumber, "The sheet of a workbook by its number from 1; see `parse.sheet`."),
        Setting("sheetName", \.sheetName, "The sheet of a workbook by its name; see `parse.sheet`."),
        Setting("table", \.inapplicable, inapplicable),
        Setting("nullSequence", \.nullSequence, "A text that stands for no value in every field, such as `\\N`."),
    ]

    private static let inapplicable = "Accepted, and of no effect for delimited text."

    /// All defaults.
    public init() {}

    /// What cannot hold together.
    public func problems() -> [SettingProblem] {
        var found: [SettingProblem] = []
        func expectOneASCII(_ name: String, _ text: String) {
            if text.utf8.count != 1 || text.utf8.first.map({ $0 >= 0x80 || $0 == 0x0A || $0 == 0x0D }) == true {
                found.append(SettingProblem(name, "must be one ASCII character that is not a line end"))
            }
        }
        if let delimiter {
            if delimiter.isEmpty {
                found.append(SettingProblem("delimiter", "must not be empty"))
            } else if delimiter.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
                found.append(SettingProblem("delimiter", "must not contain a line end: line ends separate records"))
            } else if !quoteChar.isEmpty, delimiter.contains(quoteChar) {
                found.append(SettingProblem("delimiter", "must not contain the quote character"))
            }
            if let escapeChar, !escapeChar.isEmpty, delimiter.contains(escapeChar) {
                found.append(SettingProblem("delimiter", "must not contain the escape character"))
            }
        }
        if !quoteChar.isEmpty { expectOneASCII("quoteChar", quoteChar) }
        if let escapeChar, !escapeChar.isEmpty { expectOneASCII("escapeChar", escapeChar) }
        if let commentChar, commentChar.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
            found.append(SettingProblem("commentChar", "must not contain a line end"))
        }
        if header && headerRows.isEmpty {
            found.append(
                SettingProblem("headerRows", "must name a row; use `header: false` for a table without header"))
        }
        if headerRows.contains(where: { $0 < 1 }) {
            found.append(SettingProblem("headerRows", "rows are numbered from 1"))
        }
        if zip(headerRows, headerRows.dropFirst()).contains(where: { $0 >= $1 }) {
            found.append(SettingProblem("headerRows", "must be in ascending order"))
        }
        if commentRows.contains(where: { $0 < 1 }) {
            found.append(SettingProblem("commentRows", "rows are numbered from 1"))
        }
        if header, let both = headerRows.first(where: commentRows.contains) {
            found.append(SettingProblem("commentRows", "row \(both) is a header row"))
        }
        return found
    }
}
