import WeirModel
import WeirSpec

/// A pipeline with one setting of each kind, for the tests.
struct SampleSettings: Settings {
    enum Format: String, SettingChoice { case csv, tsv, xlsx }

    struct Dialect: Settings {
        var delimiter: String? = nil
        var quoteChar = "\""
        var header = true
        var headerRows: [Int] = [1]

        static let summary = "How text is written."
        static let settings: [Setting<Dialect>] = [
            Setting("delimiter", \.delimiter, "What stands between cells | or not."),
            Setting("quoteChar", \.quoteChar, "What encloses cells."),
            Setting("header", \.header, "Whether there is a header."),
            Setting("headerRows", \.headerRows, "Which rows are the header."),
        ]

        func problems() -> [SettingProblem] {
            delimiter == quoteChar ? [SettingProblem("delimiter", "\(quoteChar) is the quote character")] : []
        }
    }

    struct Target: Settings {
        var path: SpecPath? = nil

        static let summary = "One target."
        static let settings: [Setting<Target>] = [Setting("path", \.path, "The file.")]

        func problems() -> [SettingProblem] { path == nil ? [SettingProblem("path", "must be given")] : [] }
    }

    struct Source: Settings {
        var path: [String] = []

        static let summary = "Where the bytes come from."
        static let settings: [Setting<Source>] = [Setting("path", \.path, "The files.")]

        func problems() -> [SettingProblem] { path.isEmpty ? [SettingProblem("path", "no input is named")] : [] }
    }

    var name = "unnamed"
    var read = Source()
    var format = Format.csv
    var dialect = Dialect()
    var schema: TableSchema? = nil
    var target: Target? = nil
    var emit: [Target] = []
    var workers = AutoOr<Int>.auto
    var memory = ByteSize(bytes: 64 << 20)
    var ratio = 0.5

    static let summary = "A pipeline."
    static let settings: [Setting<SampleSettings>] = [
        Setting("name", \.name, "The name."),
        Setting("read", \.read, "What is read."),
        Setting("format", \.format, "The format."),
        Setting("dialect", \.dialect, "The dialect."),
        Setting("schema", \.schema, "The schema."),
        Setting("target", \.target, "The target."),
        Setting("emit", \.emit, "The events."),
        Setting("workers", \.workers, "How many workers."),
        Setting("memory", \.memory, "How much memory."),
        Setting("ratio", \.ratio, "A share."),
    ]
}

/// Loads a pipeline from a text and reads it.
func sample(
    _ text: String, set overrides: [String] = [], environment: [String: String] = [:], name: String = "p.yaml"
) throws -> SampleSettings {
    let document = try PipelineDocument.parse(
        text, name: name, overrides: overrides.map(SpecOverride.init), environment: SpecEnvironment(environment)
    )
    return try document.read()
}

/// All that is wrong with a pipeline, one line each; `read` is given so that only the text counts.
func problems(
    _ text: String, set overrides: [String] = [], environment: [String: String] = [:], name: String = "p.yaml"
) -> [String] {
    do {
        _ = try sample(text, set: ["read.path=a.csv"] + overrides, environment: environment, name: name)
        return []
    } catch let problems as SpecProblems {
        return problems.problems.map(\.description)
    } catch {
        return ["\(error)"]
    }
}
