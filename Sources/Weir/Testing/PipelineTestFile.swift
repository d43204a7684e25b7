public import WeirSpec

/// What a `*.test.yaml` file says: a pipeline, and rows in with what must come out.
public struct PipelineTestFile: Settings {
    /// The endings of the names of such files.
    public static let endings = [".test.yaml", ".test.yml", ".test.json"]

    /// The pipeline; the file of the same name beside the tests if it is left out.
    var pipeline: SpecPath?
    /// The tests.
    var tests: [Placed<PipelineTestCase>] = []

    /// What the file is for.
    public static let summary = "Tests of a pipeline: rows in, and what must come out."

    /// The settings.
    public static let settings: [Setting<PipelineTestFile>] = [
        Setting(
            "pipeline", \.pipeline,
            "The pipeline file; `orders.test.yaml` tests `orders.yaml` beside it if this is left out."
        ),
        Setting("tests", \.tests, "The tests, each a run of its own.", isRequired: true),
    ]

    /// No tests; there must be some.
    public init() {}

    /// No tests, or two of one name.
    public func problems() -> [SettingProblem] {
        if tests.isEmpty { return [SettingProblem("tests", "there must be a test")] }
        var names: Set<String> = []
        return tests.enumerated().compactMap { index, test in
            let name = test.value.name
            if name.isEmpty || names.insert(name).inserted { return nil }
            return SettingProblem("tests", "the test \(index + 1) has the name of another one: \"\(name)\"")
        }
    }

    /// Whether a file is one of tests, by its name.
    public static func isNamed(_ path: String) -> Bool { endings.contains { path.hasSuffix($0) } }

    /// The pipeline file of the same name.
    static func pipelineBeside(_ path: String) -> String {
        guard let ending = endings.first(where: { path.hasSuffix($0) }) else { return path }
        return String(path.dropLast(ending.count)) + ending.dropFirst(".test".count)
    }
}
