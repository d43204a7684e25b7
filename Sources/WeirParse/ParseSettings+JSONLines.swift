internal import WeirSpec

extension ParseSettings.Format {
    /// Whether each line is a JSON object.
    public var isJSONLines: Bool { self == .jsonl || self == .ndjson }

    /// What files of records in the format are named by, without a dot.
    public var fileExtension: String { isJSONLines ? rawValue : "csv" }

    /// The format that a file is named by, if it is named by one; `.gz` behind it says nothing.
    public init?(fileName: String) {
        var parts = fileName.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        if let last = parts.last, ["gz", "gzip", "bgz"].contains(last) { parts.removeLast() }
        guard parts.count > 1, let ending = parts.last else { return nil }
        switch ending {
        case "csv": self = .csv
        case "tsv", "tab": self = .tsv
        case "jsonl", "ndjson", "jsonlines": self = .jsonl
        case "xlsx", "xlsm", "xltx", "xltm": self = .xlsx
        default: return nil
        }
    }
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
