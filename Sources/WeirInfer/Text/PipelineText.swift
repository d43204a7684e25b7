import WeirDecode
import WeirModel
import WeirParse

/// A pipeline file with what was inferred and the evidence in comments.
public struct PipelineText: Sendable {
    /// The most columns that a run takes without being told.
    static let usualColumns = 4096
    /// The longest record that a run takes without being told, with room for longer ones than were sampled.
    static let usualRecordBytes = 512 << 10

    let table: InferredTable
    let name: String
    let input: String
    let target: PipelineTarget
    let rejects: String?

    /// Describes a pipeline.
    ///
    /// - Parameters:
    ///   - table: what was inferred.
    ///   - name: what the pipeline is called.
    ///   - input: the path of the input, from the folder of the pipeline file.
    ///   - target: where the rows go.
    ///   - rejects: the file for rejected records, if it is not the usual one.
    public init(_ table: InferredTable, name: String, input: String, target: PipelineTarget, rejects: String? = nil) {
        self.table = table
        self.name = name
        self.input = input
        self.target = target
        self.rejects = rejects
    }

    /// The file.
    public var text: String {
        var lines = [
            "# Inferred by weir infer from \(table.sampleRemark).",
            "# A run guesses nothing: it does what is written here. Look it over, and correct what you know better.",
            "name: \(YAMLText.scalar(name))",
            "",
            "read:",
            "  path: \(YAMLText.scalar(input))",
        ]
        if let entry = table.entry { lines.append("  entry: \(YAMLText.scalar(entry))") }
        lines.append("")
        if table.parse.format != .xlsx {
            lines += [
                "decode:",
                "  compression: \(table.decode.compression.rawValue)",
                "  encoding: \(table.decode.encoding) # \(table.decodeRemark)",
                "",
            ]
        }
        lines += parse + [""] + validate + [""] + write
        if let limits { lines += ["", limits] }
        return lines.joined(separator: "\n") + "\n"
    }

    private var parse: [String] {
        let dialect = table.parse.dialect
        var lines = ["parse:"] + table.parseRemarks.map { "  # \($0)" } + ["  format: \(table.parse.format.rawValue)"]
        if table.parse.format.isJSONLines { return lines }
        if table.parse.preambleLines > 0 { lines.append("  preambleLines: \(table.parse.preambleLines)") }
        if table.parse.footerLines > 0 { lines.append("  footerLines: \(table.parse.footerLines)") }
        if table.parse.format == .xlsx {
            if let sheet = table.parse.sheet { lines.append("  sheet: \(YAMLText.scalar(sheet))") }
            lines.append("  dialect:")
            return lines + headerLines(dialect)
        }
        lines.append("  dialect:")
        lines.append("    delimiter: \(YAMLText.quoted(dialect.delimiter ?? ","))")
        lines.append("    quoteChar: \(YAMLText.quoted(dialect.quoteChar))")
        if !dialect.quoteChar.isEmpty { lines.append("    doubleQuote: \(dialect.doubleQuote)") }
        if let escape = dialect.escapeChar { lines.append("    escapeChar: \(YAMLText.quoted(escape))") }
        if dialect.skipInitialSpace { lines.append("    skipInitialSpace: true") }
        return lines + headerLines(dialect)
    }

    private func headerLines(_ dialect: DialectSettings) -> [String] {
        var lines = ["    header: \(dialect.header)"]
        if dialect.header { lines.append("    headerRows: \(Self.numbers(dialect.headerRows))") }
        if let comment = dialect.commentChar { lines.append("    commentChar: \(YAMLText.quoted(comment))") }
        if !dialect.commentRows.isEmpty { lines.append("    commentRows: \(Self.numbers(dialect.commentRows))") }
        return lines
    }

    private var validate: [String] {
        var lines = ["validate:", "  schema:", "    fields:"]
        for (field, evidence) in zip(table.schema.fields, table.evidence) {
            lines += evidence.map { "      # \($0)" }
            lines.append("      - \(field.yaml)")
        }
        return lines + ["  onViolation: reject"]
    }

    private var write: [String] {
        var lines = ["write:"]
        switch target {
        case .sqlite(let path, let table):
            lines.append("  # replace: a second run gives the same table; append would add the rows again")
            lines.append(
                "  sqlite: { path: \(YAMLText.scalar(path)), table: \(YAMLText.scalar(table)), mode: replace }")
        case .csv(let path): lines.append("  csv: { path: \(YAMLText.scalar(path)) }")
        case .ndjson(let path): lines.append("  ndjson: { path: \(YAMLText.scalar(path)) }")
        case .none: lines.append("  \"null\": {}")
        }
        if let rejects { lines.append("  rejects: \(YAMLText.scalar(rejects))") }
        return lines
    }

    private var limits: String? {
        var entries: [String] = []
        let columns = table.schema.fields.count
        if columns > Self.usualColumns { entries.append("columns: \(columns)") }
        if table.longestRecord > Self.usualRecordBytes {
            entries.append("recordBytes: \(min((table.longestRecord >> 20 + 1) * 2, 256))MiB")
        }
        return entries.isEmpty ? nil : "limits: { \(entries.joined(separator: ", ")) }"
    }

    private static func numbers(_ rows: [Int]) -> String { "[\(rows.map(String.init).joined(separator: ", "))]" }
}
