import WeirParse

extension ParseSettings {
    /// The settings that say what was found.
    init(_ dialect: Dialect, _ shape: TableShape) {
        self.init()
        let isTabs = dialect.delimiter == [0x09]
        format = isTabs ? .tsv : .csv
        self.dialect.delimiter = String(decoding: dialect.delimiter, as: UTF8.self)
        self.dialect.quoteChar = dialect.quote.map { String(decoding: [$0], as: UTF8.self) } ?? ""
        self.dialect.escapeChar = dialect.escape.map { String(decoding: [$0], as: UTF8.self) }
        self.dialect.doubleQuote = dialect.doubleQuote
        self.dialect.skipInitialSpace = dialect.skipInitialSpace
        self.dialect.commentChar = shape.comment
        self.dialect.header = !shape.headerRows.isEmpty
        self.dialect.headerRows = shape.headerRows.isEmpty ? [1] : shape.headerRows
        preambleLines = shape.preambleLines
        footerLines = shape.footerLines
    }
}
