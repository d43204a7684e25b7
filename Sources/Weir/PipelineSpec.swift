public import WeirDecode
public import WeirModel
public import WeirParse
public import WeirRead
public import WeirSpec
public import WeirValidate

/// A pipeline as declared: one section per stage, in the order in which data passes them.
public struct PipelineSpec: Settings {
    /// What the pipeline is called in reports and events.
    public var name = ""
    /// Where the bytes come from.
    public var read = ReadSettings()
    /// How they are stored.
    public var decode = DecodeSettings()
    /// How the text is written.
    public var parse = ParseSettings()
    /// What the records should look like.
    public var validate = ValidateSection()
    /// Where they go.
    public var write = WriteSection()
    /// Who is told.
    public var emit: [EmitSection] = []
    /// What bounds the run.
    public var limits = LimitSettings()

    /// What the file is for.
    public static let summary = "A pipeline: read, decode, parse, validate, write, emit."

    /// The sections.
    public static let settings: [Setting<PipelineSpec>] = [
        Setting("name", \.name, "What the pipeline is called in reports and events; the file's name if left out."),
        Setting("read", \.read, "Where the bytes come from.", isRequired: true),
        Setting("decode", \.decode, "How the bytes are stored: compression and encoding."),
        Setting("parse", \.parse, "How the text becomes records."),
        Setting("validate", \.validate, "What the records should look like, and what happens to those that do not."),
        Setting("write", \.write, "Where the accepted rows go, and the rejected ones.", isRequired: true),
        Setting("emit", \.emit, "Who is told what was stored."),
        Setting("limits", \.limits, "What bounds the run."),
    ]

    /// All defaults; a source and a sink must be given.
    public init() {}

    /// What is missing, or does not go together.
    public func problems() -> [SettingProblem] {
        let path = "`path` is missing: name a file, a pattern, a list, or \"-\""
        return (read.path.isEmpty ? [SettingProblem("read", path)] : []) + keyProblems + generatedProblems
            + referenceProblems + unionProblems
    }
}

/// The `validate` section: the schema and what happens to rows that break it.
public struct ValidateSection: Settings {
    /// The schema; without one every field is text, named by the header.
    public var schema: TableSchema?
    /// The tables that foreign keys refer to, by their names.
    public var references: [String: ReferenceSettings] = [:]
    /// How the labels of the data are compared with the names of the fields.
    public var header = HeaderSettings()
    /// What must hold between the fields of a row.
    public var rules: [RuleSettings] = []
    /// How bad each kind of issue is.
    public var severity = SeveritySettings()
    /// What happens to a row that breaks a rule.
    public var onViolation = ViolationPolicy.reject
    /// How many rejected rows the run bears.
    public var errorBudget: ErrorBudget?

    /// What the section is for.
    public static let summary = "What the records should look like."

    /// The settings.
    public static let settings: [Setting<ValidateSection>] = [
        Setting("schema", \.schema, "A Table Schema, here or as `{ $ref: FILE }`; without one every field is text."),
        Setting(
            "references", \.references, "The tables that `foreignKeys` of the schema refer to, each by its name."),
        Setting("header", \.header, "How the labels of the data are compared with the names of the fields."),
        Setting("rules", \.rules, "What must hold between the fields of a row."),
        Setting("severity", \.severity, "How bad each kind of issue is; a warning does not reject its row."),
        Setting(
            "onViolation", \.onViolation,
            "`reject` leaves the row out, `keep` loads what can be loaded, `stop` ends the run."
        ),
        Setting("errorBudget", \.errorBudget, "How many rejected rows the run bears before it fails."),
    ]

    /// All defaults.
    public init() {}

    /// Labels that name two fields, and rules and foreign keys that do not fit the fields.
    public func problems() -> [SettingProblem] {
        let labels = schema.map { header.ambiguities(in: $0).map { SettingProblem("schema", $0) } } ?? []
        return labels + RuleSettings.problems(of: rules, with: schema) + referenceProblems
    }
}
