internal import WeirSpec

extension ParseSettings.Format {
    /// Whether each line is a JSON object.
    public var isJSONLines: Bool { self == .jsonl || self == .ndjson }
}

extension ParseSettings {
    /// What is said about the text that can only be said of delimited text.
    var delimitedOnly: [SettingProblem] {
        let said: [(String, Bool)] = [
            ("dialect", !dialect.describesNothing),
            ("preambleLines", preambleLines > 0),
            ("footerLines", footerLines > 0),
            ("endAtRepeatedHeader", endAtRepeatedHeader),
            ("quotedLines", quotedLines != .auto),
            ("quotedBytes", quotedBytes != nil),
        ]
        return said.filter(\.1).map { name, _ in
            SettingProblem(name, "is for delimited text, and \(format.rawValue) has an object on each line")
        }
    }
}

extension DialectSettings {
    /// Whether nothing is said of how cells and rows are written.
    fileprivate var describesNothing: Bool {
        let plain = DialectSettings()
        return delimiter == nil && quoteChar == plain.quoteChar && doubleQuote == plain.doubleQuote && escapeChar == nil
            && !skipInitialSpace && header && headerRows == plain.headerRows && headerJoin == plain.headerJoin
            && commentChar == nil && commentRows.isEmpty
    }
}
