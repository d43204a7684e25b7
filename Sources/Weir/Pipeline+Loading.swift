internal import WeirModel
internal import WeirParse
internal import WeirSpec
internal import WeirValidate

extension Pipeline {
    /// Reads and checks a pipeline file; no input or output is opened.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - overrides: settings that take the place of those in the file, as `key.key=value`.
    ///   - environment: where `${NAME}` takes its value from; `nil` is the environment of the process.
    /// - Throws: `SpecProblems` with all problems at once; `WeirError` when the file cannot be read at all, and
    ///   `validate.badConstraint` or `validate.badFormat` for a schema that cannot be checked.
    public static func load(
        _ path: String,
        overrides: [String] = [],
        environment: [String: String]? = nil
    ) throws -> Pipeline {
        try load(path, overrides: overrides, in: environment.map { SpecEnvironment($0) } ?? .process)
    }

    /// Reads and checks a pipeline file, with values from any environment.
    static func load(_ path: String, overrides: [String], in environment: SpecEnvironment) throws -> Pipeline {
        try refuseData(path)
        let document = try PipelineDocument.load(
            path: path, overrides: overrides.map { SpecOverride($0) }, environment: environment)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let pipeline = Pipeline(spec: try document.read(PipelineSpec.self), path: path, folder: folder)
        // Constraints and patterns are read by the types of their fields, which the reader of settings does not know.
        _ = try ValidationPlan(schema: pipeline.schema, settings: pipeline.validateSettings)
        return pipeline
    }

    /// Fails for a file that is data by its name; JSON may be a pipeline.
    private static func refuseData(_ path: String) throws(WeirError) {
        guard !path.lowercased().hasSuffix(".json"), ParseSettings.Format(fileName: path) != nil else { return }
        throw WeirError(
            .specInvalid, "this is data by its name, and no pipeline; weir infer \(path) writes a pipeline for it",
            position: WeirError.Position(file: path))
    }
}
