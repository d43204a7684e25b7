public import WeirModel

extension ParseSettings {
    /// The one format that all inputs have.
    ///
    /// - Parameter inputs: the inputs, each with the format that its name or its first bytes tell.
    /// - Throws: `parse.mixedFormats` if there are several: one parser reads them all.
    public static func common(_ inputs: [(name: String, format: Format)]) throws(WeirError) -> Format {
        guard let first = inputs.first else { return .csv }
        guard let other = inputs.first(where: { $0.format != first.format }) else { return first.format }
        throw WeirError(
            .parseMixedFormats,
            "This input is \(other.format.rawValue) by its name, and \(first.name) is \(first.format.rawValue).",
            hint:
                "All inputs of a run have one format: say which by parse.format (--input-format), or load them in two "
                + "runs.",
            position: WeirError.Position(file: other.name))
    }
}

extension ParseSettings.Format {
    /// What files of records in the format are named by, without a dot.
    public var fileExtension: String { isJSONLines ? rawValue : "csv" }

    /// The format that a file is named by, if it is named by one; `.gz` behind it says nothing.
    ///
    /// `.json` is taken for JSON Lines, which many programs name so.
    public init?(fileName: String) {
        var parts = fileName.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        if let last = parts.last, ["gz", "gzip", "bgz"].contains(last) { parts.removeLast() }
        guard parts.count > 1, let ending = parts.last else { return nil }
        switch ending {
        case "csv": self = .csv
        case "tsv", "tab": self = .tsv
        case "jsonl", "ndjson", "jsonlines", "json": self = .jsonl
        case "xlsx", "xlsm", "xltx", "xltm": self = .xlsx
        default: return nil
        }
    }
}
