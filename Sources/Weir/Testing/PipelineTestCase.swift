internal import WeirModel
internal import WeirSpec

/// One test: an input, and what must come of it.
struct PipelineTestCase: Settings {
    var name = ""
    var input: String?
    var file: [SpecPath] = []
    var set: [String] = []
    var environment = EnvironmentValues()
    var expect = PipelineTestExpectation()

    static let summary = "A run of the pipeline with an input of its own, and what must come of it."

    static let settings: [Setting<PipelineTestCase>] = [
        Setting("name", \.name, "What the test shows, in a sentence.", isRequired: true),
        Setting(
            "input", \.input,
            "The input as text, as it would be after decompression and in UTF-8; the section `decode` is left out."
        ),
        Setting("file", \.file, "The input as a file, or several that form one table; the section `decode` counts."),
        Setting("set", \.set, "Settings in place of those of the pipeline, as `key.key=value`."),
        Setting("environment", \.environment, "What `${NAME}` in the pipeline stands for in this test."),
        Setting("expect", \.expect, "What must come of it; what is not named is not looked at.", isRequired: true),
    ]

    static let alternatives = ["input", "file"]

    func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if name.isEmpty { problems.append(SettingProblem("name", "a test needs a name")) }
        if input == nil, file.isEmpty {
            problems.append(SettingProblem("input", "an input is missing: `input` is a text, `file` a file"))
        }
        if input != nil, !file.isEmpty {
            problems.append(SettingProblem("file", "give `input` or `file`, not both"))
        }
        if file.contains(where: \.isStandardStream) {
            problems.append(SettingProblem("file", "a test does not read standard input"))
        }
        return problems
    }
}

/// Values for `${NAME}`, in front of those of the process.
struct EnvironmentValues: SettingValue {
    var values: [String: String] = [:]

    static func read(_ node: SpecNode, _ reader: inout SpecReader) -> EnvironmentValues? {
        guard let entries = reader.entries(node, expected: shape.phrase) else { return nil }
        var read = EnvironmentValues()
        for entry in entries where !entry.value.isUnusable {
            if let text = reader.within(entry.key, { $0.text(entry.value) }) { read.values[entry.key] = text }
        }
        return read
    }

    static var shape: SettingShape { .map(.text) }

    var rendered: String { "" }
}
