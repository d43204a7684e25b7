internal import ArgumentParser
internal import Weir
internal import WeirDecode
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec

/// What is said about data files on the command line, for a command that can do without a pipeline file.
struct DataFileOptions: ParsableArguments {
    /// The formats by their names.
    enum InputFormat: String, ExpressibleByArgument, CaseIterable {
        case csv, tsv, jsonl, ndjson, xlsx

        var format: ParseSettings.Format {
            switch self {
            case .csv: .csv
            case .tsv: .tsv
            case .jsonl, .ndjson: .jsonl
            case .xlsx: .xlsx
            }
        }
    }

    @Option(help: ArgumentHelp("A Table Schema, as JSON or YAML.", valueName: "file"))
    var schema: String?

    @Option(
        name: .customLong("reference"), parsing: .singleValue,
        help: ArgumentHelp(
            "A table that foreign keys of the schema refer to; once more with the same name for another file of it.",
            valueName: "name=file"))
    var references: [String] = []

    @Option(help: ArgumentHelp("What stands between cells; \"tab\" is a tab.", valueName: "text"))
    var delimiter: String?

    @Option(help: ArgumentHelp("The encoding, such as utf-16 or windows-1252.", valueName: "name"))
    var encoding: String?

    @Option(
        name: .customLong("input-format"),
        help: ArgumentHelp("csv, tsv, jsonl or xlsx; as the files are named if left out.", valueName: "name"))
    var inputFormat: InputFormat?

    @Option(help: ArgumentHelp("The sheet of a workbook, by its name or its number.", valueName: "name"))
    var sheet: String?

    @Option(help: ArgumentHelp("The file in a zip archive, by its name in there.", valueName: "name"))
    var entry: String?

    @Flag(help: "The columns are those of all files, by their names; else all headers must fit.")
    var union = false

    @Flag(name: .customLong("no-header"), help: "The first row is data.")
    var hasNoHeader = false

    /// Whether nothing is said but perhaps a schema.
    var areDefaults: Bool {
        references.isEmpty && delimiter == nil && encoding == nil && inputFormat == nil && sheet == nil && entry == nil
            && !union
            && !hasNoHeader
    }

    /// The settings that read the files; where the rows go is left open.
    ///
    /// - Throws: `SpecProblems` for options that cannot be meant, and for a schema that is none.
    func spec(for files: [String]) throws -> PipelineSpec {
        var spec = PipelineSpec()
        spec.read.locations = files.map { SpecPath($0) }
        spec.parse.declaredFormat = inputFormat?.format
        spec.parse.dialect.delimiter = delimiter == "tab" || delimiter == "\\t" ? "\t" : delimiter
        spec.parse.dialect.header = !hasNoHeader
        spec.parse.sheet = sheet
        spec.read.entry = entry
        spec.read.union = union
        if let encoding { spec.decode.encoding = encoding }
        if let schema { spec.validate.schema = try TableSchema(describedIn: schema) }
        spec.validate.references = try declaredReferences(for: spec.validate.schema)
        let problems =
            spec.read.problems() + spec.decode.problems() + spec.parse.dialect.problems() + spec.parse.problems()
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
