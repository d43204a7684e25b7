import WeirSpec

extension ParseSettings {
    /// Which sheet is read: its name or its number; `nil` is the first one that is shown.
    public var sheetChoice: String? {
        sheet ?? dialect.sheetName ?? dialect.sheetNumber.map { String($0) }
    }

    /// What is said that cannot be said of sheets.
    var textOnly: [SettingProblem] {
        guard format == .xlsx else { return [] }
        let usual = DialectSettings()
        var names: [String] = []
        if dialect.delimiter != nil { names.append("delimiter") }
        if dialect.quoteChar != usual.quoteChar { names.append("quoteChar") }
        if dialect.escapeChar != nil { names.append("escapeChar") }
        if dialect.commentChar != nil { names.append("commentChar") }
        return names.map { SettingProblem("dialect.\($0)", "means nothing for a workbook, which has cells") }
    }
}
