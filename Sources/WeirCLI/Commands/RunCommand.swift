internal import ArgumentParser
internal import Weir
internal import WeirEmit
internal import WeirWrite

/// `weir run`: loads.
struct RunCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a pipeline: load its input and account for every row.",
        discussion: """
            EXAMPLES:
              weir run flights.yaml
              weir run flights.yaml --input january.csv february.csv.gz
              cat flights.csv | weir run flights.yaml --input -
              weir run flights.yaml --set limits.workers=1 --set write.sqlite.mode=append
              weir run flights.yaml --limit 1000 --dry-run
              weir run flights.yaml --report report.json --progress none
              weir run flights.yaml --report report.sarif --format sarif

            Ctrl-C stops at the next batch border: what is committed stays. The environment variable WEIR_KERNEL \
            (portable, sse2, avx2, neon) chooses how text is scanned; the result is the same.
            """
    )

    @Argument(help: ArgumentHelp("The pipeline file.", valueName: "pipeline"))
    var path: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Inputs in place of those in the file; - is standard input.", valueName: "path"))
    var input: [String] = []

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("A setting in place of the one in the file.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Load only the first rows.", valueName: "rows"))
    var limit: Int?

    @Flag(help: "Check and count everything, write nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must not be negative.") }
    }

    func execute() async -> Weir.ExitCode {
        do {
            let pipeline = try Pipeline.load(path, overrides: overrides)
            var options = RunOptions()
            options.input = input
            options.limit = limit
            options.isDryRun = dryRun
            options.kernel = Environment.wantedKernel
            let run = try PipelineRun(
                pipeline, options: options, issueSample: output.issueSample(showing: SummaryText.sampleSize))
            let usesOutput = output.reportPath == "-" || (!dryRun && pipeline.writesToStandardOutput)
            let session = RunSession(run: run, options: output, stream: usesOutput ? .error : .output)
            return await session.perform { report in
                var summary = SummaryText(report: report, style: session.stream.style)
                summary.sample = Array(run.issues.first.prefix(SummaryText.sampleSize))
                summary.isDryRun = dryRun
                summary.mending = dryRun ? nil : MendingHint(pipeline, report: report)
                return summary.lines
            }
        } catch {
            return ErrorText.show(error)
        }
    }
}

extension Pipeline {
    /// Whether rows or events go to standard output, so that nothing else may.
    fileprivate var writesToStandardOutput: Bool {
        let sinks = [spec.write.csv?.path, spec.write.ndjson?.path] + spec.emit.map { $0.ndjson?.path }
        return sinks.contains("-")
    }
}
