internal import ArgumentParser
internal import Weir
internal import WeirDecode
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec

/// What is said about data files on the command line, for a command that can do without a pipeline file.
struct DataFileOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A Table Schema, as JSON or YAML.", valueName: "file"))
    var schema: String?

    @Option(help: ArgumentHelp("What stands between cells; \"tab\" is a tab.", valueName: "text"))
    var delimiter: String?

    @Option(help: ArgumentHelp("The encoding, such as utf-16 or windows-1252.", valueName: "name"))
    var encoding: String?

    @Flag(name: .customLong("no-header"), help: "The first row is data.")
    var hasNoHeader = false

    /// Whether nothing is said but perhaps a schema.
    var areDefaults: Bool { delimiter == nil && encoding == nil && !hasNoHeader }

    /// The settings that read the files; where the rows go is left open.
    ///
    /// - Throws: `SpecProblems` for options that cannot be meant, and for a schema that is none.
    func spec(for files: [String]) throws -> PipelineSpec {
        var spec = PipelineSpec()
        spec.read.locations = files.map { SpecPath($0) }
        spec.parse.dialect.delimiter = delimiter == "tab" || delimiter == "\\t" ? "\t" : delimiter
        spec.parse.dialect.header = !hasNoHeader
        if let encoding { spec.decode.encoding = encoding }
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
