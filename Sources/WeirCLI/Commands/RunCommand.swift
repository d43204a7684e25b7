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
              weir run flights.yaml --input https://example.com/january.csv.gz
              weir run flights.yaml --input s3://bucket/january.csv.gz
              cat flights.csv | weir run flights.yaml --input -
              weir run flights.yaml --set limits.workers=1 --set write.sqlite.mode=append
              weir run flights.yaml --limit 1000 --dry-run
              weir run flights.yaml --report report.json --progress none
              weir run flights.yaml --report report.sarif --format sarif
              weir run flights.yaml --replay 1764000000-5f0c3a91

            Ctrl-C commits what has come and stops. A run that was stopped or killed goes on where it was left when the \
            same pipeline is run with the same input again. The environment variable WEIR_KERNEL \
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

    @Option(parsing: .unconditional, help: ArgumentHelp("Load only the first rows.", valueName: "rows"))
    var limit: Int?

    @Flag(help: "Check and count everything, write nothing.")
    var dryRun = false

    @Flag(help: "Begin anew where an earlier run of this input is unfinished; what it has stored is removed.")
    var restart = false

    @Flag(help: "Refuse to go on with an unfinished run.")
    var noResume = false

    @Option(
        help: ArgumentHelp(
            "Load the corrected rejects of a run: the pipeline's rejects file, or what --input names.", valueName: "run"
        ))
    var replay: String?

    @Option(
        name: .customLong("run-name"),
        help: ArgumentHelp(
            "What the run is called: started again by the same name it goes on, and is not done twice.",
            valueName: "name"))
    var runName: String?

    @Flag(help: "Refuse inputs elsewhere that are not on the public internet.")
    var publicInputs = false

    @Flag(help: "Stop, as by SIGTERM, when standard input ends: for a program that starts this one and may be gone.")
    var attended = false

    @Option(
        help: ArgumentHelp("The most data memory that the system gives to this process.", valueName: "size"))
    var processMemory: SizeLimit?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must not be negative.") }
        if restart, noResume { throw ValidationError("--restart and --no-resume exclude each other.") }
        if let runName, !PlainName.isValid(runName) {
            throw ValidationError("--run-name takes \(PlainName.phrase).")
        }
        if attended, input.contains("-") {
            throw ValidationError("--attended waits for the end of standard input, so that cannot be an input too.")
        }
        if replay != nil, dryRun {
            throw ValidationError("--replay loads rows; to look at them first, use --dry-run with --input.")
        }
    }

    func execute() async -> Weir.ExitCode {
        do {
            let pipeline = try Pipeline.load(path, overrides: overrides)
            var options = RunOptions()
            options.input = input
            options.limit = limit
            options.isDryRun = dryRun
            options.unfinished = restart ? .restart : noResume ? .refuse : .resume
            options.replays = replay
            options.name = runName
            options.allowsPrivateInputs = !publicInputs
            if attended { Attendance.watch() }
            if let bytes = processMemory?.bytes { ProcessMemory.limit(to: bytes) }
            options.holdsTarget = true
            options.kernel = Environment.wantedKernel
            let run = try PipelineRun(
                pipeline, options: options, issueSample: output.issueSample(showing: SummaryText.sampleSize))
            let usesOutput = output.reportPath == "-" || (!dryRun && pipeline.writesToStandardOutput)
            let session = RunSession(run: run, options: output, stream: usesOutput ? .error : .output)
            return await session.perform { report in
                var summary = SummaryText(report: report, style: session.stream.style)
                summary.sample = Array(run.issues.first.prefix(SummaryText.sampleSize))
                summary.isDryRun = dryRun
                summary.encoding = EncodingHint(pipeline, report: report)
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
