public import WeirSpec

/// How bytes become records: the `parse` section of a pipeline file.
public struct ParseSettings: Settings {
    /// The formats of files.
    public enum Format: String, SettingChoice {
        /// Comma-separated values, or any other delimited text.
        case csv
        /// Tab-separated values.
        case tsv
        /// A JSON object on each line.
        case jsonl
        /// The same by its other name.
        case ndjson
        /// A sheet of a workbook.
        case xlsx
    }

    /// The format, if it is named; else the inputs tell it.
    public var declaredFormat: Format?
    /// The format: `csv` as long as nothing says another.
    public var format: Format {
        get { declaredFormat ?? .csv }
        set { declaredFormat = newValue }
    }
    /// Which sheet of a workbook is read: its name or its number.
    public var sheet: String?
    /// How it is written.
    public var dialect = DialectSettings()
    /// Lines before the table.
    public var preambleLines = 0
    /// Lines behind the table.
    public var footerLines = 0
    /// Whether a repeated header ends the table.
    public var endAtRepeatedHeader = false

    /// How many lines a quoted cell may span.
    public var quotedLines = AutoOr<Int>.auto
    /// How many bytes a quoted cell may have that spans lines.
    public var quotedBytes: ByteSize?

    /// What the group is for.
    public static let summary = "How the text becomes records."

    /// The settings in order.
    public static let settings: [Setting<ParseSettings>] = [
        Setting(
            "format", \.declaredFormat,
            "The format: `csv` (any delimited text), `tsv`, `jsonl`, also called `ndjson`, or `xlsx` (a sheet of a "
                + "workbook); as the inputs are named if left out, else `csv`."
        ),
        Setting(
            "sheet", \.sheet,
            "The sheet of a workbook, by its name or its number from 1; the first one that is shown if left out."
        ),
        Setting(
            "dialect", \.dialect,
            "How delimited text is written; of JSON Lines only `nullSequence`, of a workbook what is said of rows."
        ),
        Setting(
            "preambleLines", \.preambleLines,
            "Lines before the table (titles, notes) to leave out; row numbers of the dialect count from behind them."
        ),
        Setting(
            "footerLines", \.footerLines,
            "Lines behind the table (totals, notes) to leave out; blank ones do not count."
        ),
        Setting(
            "endAtRepeatedHeader", \.endAtRepeatedHeader,
            "Whether the table ends where the header row appears again."
        ),
        Setting(
            "quotedLines", \.quotedLines,
            "How many line ends a quoted cell may have before its quote is taken for a stray one; `auto`: any number, "
                + "unless most of the lines look like records."
        ),
        Setting(
            "quotedBytes", \.quotedBytes,
            "How many bytes a quoted cell with line ends may have; as many as a record if left out."
        ),
    ]

    /// All defaults.
    public init() {}

    /// What cannot hold together.
    public func problems() -> [SettingProblem] {
        var found: [SettingProblem] = []
        if !(0...1000).contains(preambleLines) {
            found.append(SettingProblem("preambleLines", "must be between 0 and 1000"))
        }
        if !(0...1000).contains(footerLines) {
            found.append(SettingProblem("footerLines", "must be between 0 and 1000"))
        }
        if endAtRepeatedHeader && !dialect.header {
            found.append(SettingProblem("endAtRepeatedHeader", "needs a header"))
        }
        if case .value(let lines) = quotedLines, lines < 0 {
            found.append(SettingProblem("quotedLines", "must not be negative"))
        }
        if let quotedBytes, quotedBytes.bytes < 1 {
            found.append(SettingProblem("quotedBytes", "must be at least 1 byte"))
        }
        return found + (format.isJSONLines ? delimitedOnly : textOnly)
    }

    /// The settings as the parser takes them.
    public var compiledDialect: Dialect {
        var compiled = Dialect()
        compiled.delimiter = Array((dialect.delimiter ?? (format == .tsv ? "\t" : ",")).utf8)
        compiled.quote = dialect.quoteChar.utf8.first
        compiled.doubleQuote = dialect.doubleQuote
        compiled.escape = dialect.escapeChar?.utf8.first
        if compiled.escape == compiled.quote, compiled.quote != nil {
            // A quote that escapes itself is a doubled quote.
            compiled.escape = nil
            compiled.doubleQuote = true
        }
        compiled.skipInitialSpace = dialect.skipInitialSpace
        compiled.hasHeader = dialect.header
        compiled.headerRows = dialect.headerRows
        compiled.headerJoin = dialect.headerJoin
        compiled.comment = Array((dialect.commentChar ?? "").utf8)
        compiled.commentRows = Set(dialect.commentRows)
        if case .value(let lines) = quotedLines { compiled.quoteLimits.lines = lines }
        compiled.quoteLimits.bytes = quotedBytes?.bytes
        compiled.preambleLines = preambleLines
        compiled.footerLines = footerLines
        compiled.endsAtRepeatedHeader = endAtRepeatedHeader
        return compiled
    }
}
