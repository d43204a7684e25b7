public import WeirSpec

/// How rows are checked, apart from the schema itself.
public struct ValidateSettings: Settings, Hashable {
    /// How the labels of the data are compared with the fields.
    public var header = HeaderSettings()
    /// What must hold between the fields of a row.
    public var rules: [RuleSettings] = []
    /// How bad each kind of issue is.
    public var severity = SeveritySettings()
    /// What happens to a row that breaks a rule.
    public var onViolation = ViolationPolicy.reject
    /// How many rejected rows end the run; no limit if `nil`.
    public var errorBudget: ErrorBudget?

    /// All defaults.
    public init() {}

    /// What the group is for.
    public static let summary = "How rows are checked against the schema."

    /// The settings.
    public static let settings: [Setting<ValidateSettings>] = [
        Setting("header", \.header, "How the labels of the data are compared with the names of the fields."),
        Setting("rules", \.rules, "What must hold between the fields of a row."),
        Setting("severity", \.severity, "How bad each kind of issue is; a warning does not reject its row."),
        Setting(
            "onViolation", \.onViolation,
            "What happens to a row that breaks a rule: it is rejected, kept with nulls where needed, or it ends the run."
        ),
        Setting("errorBudget", \.errorBudget, "How many rejected rows the run bears before it fails."),
    ]
}
