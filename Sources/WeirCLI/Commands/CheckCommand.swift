internal import ArgumentParser
internal import Weir
internal import WeirModel
internal import WeirParse
internal import WeirValidate
internal import WeirWrite

/// `weir check`: validates and writes nothing.
struct CheckCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check files against a schema or a pipeline; load nothing.",
        discussion: """
            Without a schema and a pipeline only the shape is checked: the encoding, the quotes, the number of cells.

            EXAMPLES:
              weir check data.csv
              weir check data.csv --schema schema.json
              weir check https://example.com/data.csv.gz --schema schema.json
              weir check book.xlsx --sheet March
              weir check delivery.zip --entry orders.csv
              weir check 2023.csv 2024.csv --union
              weir check january.csv february.csv.gz --schema schema.json --delimiter ';' --encoding windows-1252
              weir check events.jsonl --schema schema.json
              weir check - --input-format jsonl < events
              weir check --pipeline flights.yaml
              weir check - --pipeline flights.yaml < january.csv
              weir check orders.csv --schema orders.json --reference customers=customers.csv
              weir check data.csv --schema schema.json --report report.json
              weir check data.csv --schema schema.json --format sarif > data.sarif
              weir check data.csv --schema schema.json --values masked
              weir check january.csv --pipeline flights.yaml --set limits.workers=1
              weir check --pipeline flights.yaml --format junit --report results.xml
            """
    )

    @Argument(
        help: ArgumentHelp("The files or addresses, which form one table; - is standard input.", valueName: "file"))
    var files: [String] = []

    @OptionGroup var data: DataFileOptions

    @Option(
        help: ArgumentHelp("A pipeline file: its schema, its dialect and, without files, its input.", valueName: "file")
    )
    var pipeline: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("A setting in place of the one in the pipeline file.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(
        help: ArgumentHelp(
            "How much of a value issues tell: full, masked, hashed or none. (default: full)", valueName: "how much"))
    var values: ValueDisclosure?

    @Option(help: ArgumentHelp("Show at most so many issues.", valueName: "count"))
    var issues = 20

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if pipeline == nil, files.isEmpty { throw ValidationError("Name a file, or a pipeline by --pipeline.") }
        if data.union, data.schema != nil || data.hasNoHeader {
            throw ValidationError(
                "--union takes the columns from the headers of the files: no --schema, no --no-header.")
        }
        if issues < 0 { throw ValidationError("--issues must not be negative.") }
        guard pipeline != nil else {
            if !overrides.isEmpty { throw ValidationError("--set is for a pipeline: name one by --pipeline.") }
            return
        }
        if values != nil {
            throw ValidationError("--values is for files without --pipeline; use --set write.issues.values=masked.")
        }
        if data.schema != nil { throw ValidationError("Give --schema or --pipeline, not both.") }
        if !data.areDefaults {
            throw ValidationError(
                "--reference, --delimiter, --encoding, --input-format, --sheet, --entry, --union and --no-header are for "
                    + "files without --pipeline.")
        }
    }

    func execute() async -> Weir.ExitCode {
        do {
            var options = RunOptions()
            options.input = files
            options.isDryRun = true
            options.kernel = Environment.wantedKernel
            let loaded = try pipeline.map { try Pipeline.load($0, overrides: overrides) }
            let pipeline = try loaded ?? Pipeline(settings(), name: "check")
            let run = try PipelineRun(pipeline, options: options, issueSample: output.issueSample(showing: issues))
            try SheetOption.check(data.sheet, against: run.pipeline.spec.parse.format)
            let session = RunSession(
                run: run, options: output, stream: output.reportPath == "-" ? .error : .output)
            return await session.perform { report in
                let shown = run.issues.first.prefix(issues)
                var lines = shown.map(IssueLine.text)
                let hidden = report.summary.violations.count - shown.count
                if hidden > 0 { lines.append("and \(Figure.count(hidden, "more issue")); --issues shows more of them") }
                if !lines.isEmpty { lines.append("") }
                var summary = SummaryText(report: report, style: session.stream.style)
                summary.isDryRun = true
                summary.encoding = EncodingHint(pipeline, report: report)
                summary.showsStages = false
                return lines + summary.lines
            }
        } catch {
            return ErrorText.show(error)
        }
    }

    private func settings() throws -> PipelineSpec {
        var spec = try data.spec(for: files)
        spec.write.null = NullSinkSettings()
        if let values { spec.write.issues.values = values }
        return spec
    }
}
