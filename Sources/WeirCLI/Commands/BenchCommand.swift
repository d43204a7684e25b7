internal import ArgumentParser
internal import Weir
internal import WeirModel
internal import WeirSQLite
internal import WeirSpec

/// `weir bench`: measures how fast a pipeline or a file is on this machine.
struct BenchCommand: ExitingCommand {
    /// The ways to show it.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// A table for a person.
        case text
        /// For a program.
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure each stage and the whole, and find the best batch size and number of workers.",
        discussion: """
            Takes a pipeline file (.yaml, .yml, .json) or data files, which go into a new SQLite table. It reads the \
            input several times, writes only into a folder of its own for temporary files (in TMPDIR) and removes \
            it. Each stage alone is fed with what the stage before it made of a sample in memory; a whole run is a \
            run as any other. --batch and --workers take several values: each combination is measured, the best is \
            named.

            EXAMPLES:
              weir bench flights.yaml
              weir bench flights.yaml --batch 256KiB,1MiB,4MiB --workers 1,2
              weir bench data.csv.gz --schema schema.json --runs 9
              weir bench flights.yaml --limit all --format json > bench.json
              weir bench flights.yaml --input january.csv --set write.sqlite.mode=append
            """
    )

    @Argument(help: ArgumentHelp("A pipeline file, or data files that form one table.", valueName: "file"))
    var files: [String]

    @OptionGroup var data: DataFileOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Inputs in place of those in the pipeline file.", valueName: "path"))
    var input: [String] = []

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("A setting in place of the one in the pipeline file.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Sizes of a batch to try, such as 256KiB,1MiB,4MiB.", valueName: "sizes"))
    var batch: SizeList?

    @Option(help: ArgumentHelp("Numbers of workers to try, such as 1,2,4.", valueName: "counts"))
    var workers: CountList?

    @Option(help: ArgumentHelp("How often each thing is measured; the median counts.", valueName: "count"))
    var runs = 5

    @Option(help: ArgumentHelp("How much text of the input a whole run reads; \"all\" is no limit.", valueName: "size"))
    var limit = SizeLimit(bytes: 256 << 20)

    @Option(help: "How to show it.")
    var format = Format.text

    func validate() throws {
        if !(1...1000).contains(runs) { throw ValidationError("--runs must be between 1 and 1000.") }
        if namesPipeline {
            if data.schema != nil || !data.areDefaults {
                throw ValidationError(
                    "--schema, --reference, --delimiter, --encoding, --input-format, --sheet and --no-header are for "
                        + "data files; a pipeline file has its own."
                )
            }
        } else if !input.isEmpty || !overrides.isEmpty {
            throw ValidationError("--input and --set are for a pipeline file.")
        }
    }

    func execute() async -> Weir.ExitCode {
        do {
            let bench = try Bench(pipeline(), options: options)
            return await BenchSession(bench: bench).perform { report in
                switch format {
                case .text:
                    let lines = BenchText(report: report, style: StandardStream.output.style).lines
                    StandardStream.output.write(lines.map { $0 + "\n" }.joined())
                case .json: StandardStream.output.write(report.json)
                }
            }
        } catch {
            return ErrorText.show(error)
        }
    }

    /// Whether the argument is a pipeline file, by its ending; with a schema it is data.
    private var namesPipeline: Bool {
        guard files.count == 1, data.schema == nil, let file = files.first?.lowercased() else { return false }
        return [".yaml", ".yml", ".json"].contains(where: file.hasSuffix)
    }

    private func pipeline() throws -> Pipeline {
        if namesPipeline, let file = files.first { return try Pipeline.load(file, overrides: overrides) }
        var spec = try data.spec(for: files)
        var sqlite = SQLiteSettings()
        sqlite.table = "rows"
        spec.write.sqlite = sqlite
        return Pipeline(spec, name: files.first?.split(separator: "/").last.map(String.init) ?? "bench")
    }

    private var options: BenchOptions {
        var options = BenchOptions()
        options.batchBytes = batch?.bytes ?? []
        options.workers = workers?.counts ?? []
        options.runs = runs
        options.limit = limit.bytes
        options.sampleBytes = min(options.sampleBytes, limit.bytes ?? .max)
        options.input = input
        options.kernel = Environment.wantedKernel
        return options
    }
}
