internal import ArgumentParser
internal import Weir
internal import WeirDecode
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec
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
              weir check january.csv february.csv.gz --schema schema.json --delimiter ';' --encoding windows-1252
              weir check --pipeline flights.yaml
              weir check - --pipeline flights.yaml < january.csv
            """
    )

    @Argument(help: ArgumentHelp("The files, which form one table; - is standard input.", valueName: "file"))
    var files: [String] = []

    @Option(help: ArgumentHelp("A Table Schema, as JSON or YAML.", valueName: "file"))
    var schema: String?

    @Option(
        help: ArgumentHelp("A pipeline file: its schema, its dialect and, without files, its input.", valueName: "file")
    )
    var pipeline: String?

    @Option(help: ArgumentHelp("What stands between cells; \"tab\" is a tab.", valueName: "text"))
    var delimiter: String?

    @Option(help: ArgumentHelp("The encoding, such as utf-16 or windows-1252.", valueName: "name"))
    var encoding: String?

    @Flag(name: .customLong("no-header"), help: "The first row is data.")
    var hasNoHeader = false

    @Option(help: ArgumentHelp("Show at most so many issues.", valueName: "count"))
    var issues = 20

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if pipeline == nil, files.isEmpty { throw ValidationError("Name a file, or a pipeline by --pipeline.") }
        if issues < 0 { throw ValidationError("--issues must not be negative.") }
        guard pipeline != nil else { return }
        if schema != nil { throw ValidationError("Give --schema or --pipeline, not both.") }
        if delimiter != nil || encoding != nil || hasNoHeader {
            throw ValidationError("--delimiter, --encoding and --no-header are for files without --pipeline.")
        }
    }

    func execute() async -> Weir.ExitCode {
        do {
            var options = RunOptions()
            options.input = files
            options.isDryRun = true
            options.kernel = Environment.wantedKernel
            let pipeline = try pipeline.map { try Pipeline.load($0) } ?? Pipeline(settings(), name: "check")
            let run = try PipelineRun(pipeline, options: options, issueSample: issues)
            let session = RunSession(
                run: run, options: output, stream: output.report == "-" ? .error : .output)
            return await session.perform { report in
                let shown = run.issues.first
                var lines = shown.map(IssueLine.text)
                let hidden = report.summary.violations.count - shown.count
                if hidden > 0 { lines.append("and \(Figure.count(hidden, "more issue")); --issues shows more of them") }
                if !lines.isEmpty { lines.append("") }
                var summary = SummaryText(report: report, style: session.stream.style)
                summary.isDryRun = true
                summary.showsStages = false
                return lines + summary.lines
            }
        } catch {
            return ErrorText.show(error)
        }
    }

    private func settings() throws -> PipelineSpec {
        var spec = PipelineSpec()
        spec.read.locations = files.map { SpecPath($0) }
        spec.parse.dialect.delimiter = delimiter == "tab" || delimiter == "\\t" ? "\t" : delimiter
        spec.parse.dialect.header = !hasNoHeader
        if let encoding { spec.decode.encoding = encoding }
        spec.write.null = NullSinkSettings()
        if let schema { spec.validate.schema = try TableSchema(describedIn: schema) }
        let problems = spec.decode.problems() + spec.parse.dialect.problems()
        guard problems.isEmpty else {
            throw SpecProblems(
                problems.map { SpecProblem($0.message, at: WeirError.Position(file: "--\($0.setting)")) })
        }
        return spec
    }
}

extension TableSchema {
    /// Reads a schema from a file of its own.
    fileprivate init(describedIn path: String) throws {
        let document = try PipelineDocument.load(path: path)
        var reader = SpecReader()
        let schema = TableSchema.read(document.root, &reader)
        let problems = document.problems + reader.problems
        guard problems.isEmpty, let schema else { throw SpecProblems(problems) }
        self = schema
    }
}
