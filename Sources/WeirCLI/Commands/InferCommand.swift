internal import ArgumentParser
internal import Weir
internal import WeirDecode
internal import WeirInfer
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec
internal import WeirWrite

/// `weir infer`: looks at a file and writes the pipeline that loads it.
struct InferCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "infer",
        abstract: "Look at a file and write a pipeline that loads it, with the evidence in comments.",
        discussion: """
            Delimited text, JSON Lines, or a sheet of a workbook, also compressed. Encoding, delimiter, quotes, \
            preamble, header, types, formats and missing values are found out from a sample: the start, the end and parts between them. The pipeline accepts every value of the sample. Types \
            are never bolder than the sample: 01 stays text, and so does a date that could be read in two ways.

            EXAMPLES:
              weir infer flights.csv                         print a pipeline file
              weir infer flights.csv --output flights.yaml   write it; then: weir run flights.yaml
              weir infer log.jsonl --output log.yaml         the same for JSON Lines
              weir infer https://example.com/flights.csv     a file elsewhere
              weir infer book.xlsx --sheet March             a sheet of a workbook
              weir infer flights.csv --schema                print only the Table Schema, as JSON
              weir infer big.csv.gz --sample 64MiB           look at more of it
              weir infer export.csv --tolerance 0.01         let 1 in 100 values be wrong, and be rejected
              weir infer data.csv --target data.ndjson       load into another target
              gzip -dc x.gz | weir infer - --output x.yaml
            """
    )

    @Argument(help: ArgumentHelp("The file or its address; - is standard input.", valueName: "file"))
    var path: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the pipeline to this file.", valueName: "file"))
    var output: String?

    @Flag(help: "Replace the output file if it is there.")
    var force = false

    @Flag(help: "Print only the Table Schema, as JSON.")
    var schema = false

    @Option(help: ArgumentHelp("How much of the input to look at, such as 64MiB.", valueName: "size"))
    var sample = "8MiB"

    @Option(help: ArgumentHelp("The share of a column's values that may be wrong and be rejected.", valueName: "ratio"))
    var tolerance = 0.0

    @Flag(help: "Write bounds and lists of values as constraints, which may refuse rows that were not sampled.")
    var constraints = false

    @Option(
        help: ArgumentHelp(
            "Where the rows shall go: a .db, .csv or .ndjson file, or none; a database beside the file if left out.",
            valueName: "file"))
    var target: String?

    @Option(help: ArgumentHelp("The table in the database; the file's name if left out.", valueName: "name"))
    var table: String?

    @Option(help: ArgumentHelp("The sheet of a workbook, by its name or its number.", valueName: "name"))
    var sheet: String?

    @Option(help: ArgumentHelp("The file in a zip archive, by its name in there.", valueName: "name"))
    var entry: String?

    func validate() throws {
        if !(0..<1).contains(tolerance) { throw ValidationError("--tolerance must be from 0 up to, but not, 1.") }
        guard let bytes = sampleBytes, (1 << 10...1 << 30).contains(bytes) else {
            throw ValidationError("--sample must be a size from 1KiB to 1GiB, such as 64MiB.")
        }
        if path.isEmpty { throw ValidationError("Name a file, or - for standard input.") }
    }

    func execute() async -> Weir.ExitCode {
        do {
            var read = ReadSettings()
            read.locations = [SpecPath(path)]
            var parse = ParseSettings()
            parse.sheet = sheet
            let input = try OpenedInput(read.inputs(), parse: parse, compression: .auto, entry: entry)
            try SheetOption.check(sheet, against: input.format)
            guard let source = input.sources.first else { return .badInput }
            var settings = InferSettings()
            settings.sampleBytes = sampleBytes ?? settings.sampleBytes
            settings.tolerance = tolerance
            settings.addsConstraints = constraints
            let inference = Inference(settings)
            let inferred =
                try input.sheets.first.map { try inference.table(of: source, $0) }
                ?? inference.table(of: source)
            let text = schema ? inferred.schemaJSON : try pipeline(for: inferred)
            guard let output, output != "-" else {
                StandardStream.output.write(text)
                return .allAccepted
            }
            try save(text, to: output)
            StandardStream.output.print(summary(of: inferred, in: output))
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }

    private var sampleBytes: Int? {
        let node = SpecNode(.scalar(SpecScalar(sample)), position: WeirError.Position(file: "--sample"))
        var reader = SpecReader()
        return ByteSize.read(node, &reader)?.bytes
    }

    /// The pipeline file, read back to make sure that it says what was inferred.
    private func pipeline(for inferred: InferredTable) throws -> String {
        let names = InferredPaths(
            input: path, output: output, target: target, table: table, isWide: inferred.isWide,
            format: inferred.parse.format)
        let text = PipelineText(
            inferred, name: names.name, input: names.input, target: names.target, rejects: names.rejects
        ).text
        let spec = try PipelineDocument.parse(text, name: output ?? "inferred.yaml").read(PipelineSpec.self)
        guard spec.validate.schema == inferred.schema, spec.parse.compiledDialect == inferred.parse.compiledDialect
        else {
            throw WeirError(
                .weirInternal, "the pipeline file does not say what was inferred",
                hint: "this is a bug in weir, please report it")
        }
        return text
    }

    private func save(_ text: String, to output: String) throws {
        if !force, PathStatus.isThere(output) {
            throw WeirError(
                .writeUnwritable, "the file is there already", hint: "--force replaces it",
                position: WeirError.Position(file: output))
        }
        try ReportFile.write(Array(text.utf8), to: output)
    }

    private func summary(of inferred: InferredTable, in output: String) -> String {
        let columns = Figure.count(inferred.schema.fields.count, "column")
        let records = Figure.count(inferred.recordCount, inferred.isComplete ? "record" : "sampled record")
        let what = schema ? "schema" : "pipeline"
        let next = schema ? "" : "; look it over, then: weir run \(output)"
        return "\(output): a \(what) for \(columns), from \(records)\(next)"
    }
}
