internal import WeirModel
internal import WeirSpec

/// The tests of a file, with the pipeline that they are of: read, checked and ready to run.
public struct PipelineTestSuite: Sendable {
    /// The file of the tests.
    public let path: String
    /// The file of the pipeline.
    public let pipelinePath: String
    private let tests: [PipelineTestRun]

    /// Reads a file of tests and its pipeline; no input is opened.
    ///
    /// - Parameter path: the file, `*.test.yaml`.
    /// - Throws: `SpecProblems` with all problems at once, those of the pipeline included; `WeirError` when a file
    ///   cannot be read at all, and `validate.badConstraint` or `validate.badFormat` for a schema that cannot be checked.
    public init(_ path: String) throws {
        let file = try PipelineDocument.load(path: path).read(PipelineTestFile.self)
        let pipelinePath = file.pipeline?.resolved ?? PipelineTestFile.pipelineBeside(path)
        guard pipelinePath != path else {
            let message = "name the pipeline that is tested, or call the file NAME\(PipelineTestFile.endings[0])"
            throw SpecProblems([SpecProblem(message, at: WeirError.Position(file: path, line: 1, column: 1))])
        }
        self.path = path
        self.pipelinePath = pipelinePath
        tests = try file.tests.map { test in
            let values = test.value.environment.values
            let environment = SpecEnvironment { values[$0] ?? SpecEnvironment.process[$0] }
            let pipeline = try Pipeline.load(pipelinePath, overrides: test.value.set, in: environment)
            return PipelineTestRun(test: test, pipeline: pipeline)
        }
    }

    /// The names of the tests, in order.
    public var names: [String] { tests.map(\.name) }

    /// Runs the tests one after another.
    ///
    /// Each is a run of the pipeline from end to end, with its own input and with a target in memory: what the pipeline
    /// names as its target, its rejects, its issues and its events is not touched.
    ///
    /// - Parameter isWanted: whether to run a test, by its name; all by default.
    public func run(where isWanted: (String) -> Bool = { _ in true }) async -> [PipelineTestResult] {
        var results: [PipelineTestResult] = []
        for test in tests where isWanted(test.name) { results.append(await test.result()) }
        return results
    }
}
