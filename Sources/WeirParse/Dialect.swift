/// How delimited text is written: the checked form of `DialectSettings`, in bytes.
public struct Dialect: Sendable, Hashable {
    /// What stands between cells; one or more bytes.
    public var delimiter: [UInt8] = [0x2C]
    /// What encloses a cell that holds delimiters or line ends, if anything does.
    public var quote: UInt8? = 0x22
    /// Whether a doubled quote inside quotes stands for one quote.
    public var doubleQuote = true
    /// What makes a following quote character, or itself, plain text, if anything does.
    public var escape: UInt8?
    /// How far a quoted cell may go.
    public var quoteLimits = QuoteLimits()
    /// Whether spaces behind a delimiter are left out.
    public var skipInitialSpace = false
    /// Whether there are header rows.
    public var hasHeader = true
    /// The header rows, from 1, ascending.
    public var headerRows: [Int] = [1]
    /// What joins the parts of a label that spans several header rows.
    public var headerJoin = " "
    /// What a comment row starts with; empty: there are none.
    public var comment: [UInt8] = []
    /// Rows that are comments by their number, from 1.
    public var commentRows: Set<Int> = []
    /// Physical lines before the table to leave out.
    public var preambleLines = 0
    /// Physical lines behind the table to leave out; blank ones do not count.
    public var footerLines = 0
    /// Whether the table ends where the header row appears again.
    public var endsAtRepeatedHeader = false

    /// Comma-separated values as RFC 4180 describes them.
    public init() {}

    /// Whether the structural scan can find the fields: one delimiter byte and nothing that changes a field's bounds
    /// but quotes and their doubling.
    var isScannable: Bool {
        delimiter.count == 1 && (quote == nil || doubleQuote) && escape == nil && !skipInitialSpace && comment.isEmpty
    }

    /// The last row that is special by its number.
    var lastSpecialRow: Int {
        max(hasHeader ? headerRows.last ?? 0 : 0, commentRows.max() ?? 0)
    }
}
