/// What of a sheet is the table: the settings of delimited text that say something about sheets too.
struct SheetSettings: Sendable {
    /// Whether there are header rows.
    var hasHeader = true
    /// Which rows they are, from 1 behind the preamble; `[1]` is the first row with a value.
    var headerRows = [1]
    /// What joins the parts of a label.
    var headerJoin = " "
    /// Rows that are comments, by number from 1 behind the preamble.
    var commentRows: Set<Int> = []
    /// Rows before the table.
    var preambleRows = 0
    /// Rows behind the table.
    var footerRows = 0
    /// Whether a repeated header ends the table.
    var endsAtRepeatedHeader = false

    /// The settings of a pipeline.
    init(_ settings: ParseSettings) {
        hasHeader = settings.dialect.header
        headerRows = settings.dialect.headerRows
        headerJoin = settings.dialect.headerJoin
        commentRows = Set(settings.dialect.commentRows)
        preambleRows = settings.preambleLines
        footerRows = settings.footerLines
        endsAtRepeatedHeader = settings.endAtRepeatedHeader
    }
}
