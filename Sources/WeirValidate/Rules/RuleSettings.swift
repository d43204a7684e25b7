public import WeirModel
public import WeirSpec

/// A rule between the fields of a row, as it is declared.
public struct RuleSettings: Settings, Hashable {
    /// What issues call it.
    public var name = ""
    /// What must hold.
    public var expression: RuleExpression?
    /// The rows that it is asked of; all if `nil`.
    public var when: RuleExpression?
    /// What a person is told; made of the values if `nil`.
    public var message: String?
    /// How bad it is if it does not hold; as `severity` says for `row-constraint` if `nil`.
    public var severity: Severity?

    /// No rule; a name and an expression must be given.
    public init() {}

    /// Makes a rule.
    public init(_ name: String, _ expression: RuleExpression, when: RuleExpression? = nil) {
        self.name = name
        self.expression = expression
        self.when = when
    }

    /// What the group is for.
    public static let summary = "A rule between the fields of a row."

    /// The settings.
    public static let settings: [Setting<RuleSettings>] = [
        Setting("name", \.name, "What issues call the rule.", isRequired: true),
        Setting("expression", \.expression, "The condition that must hold.", isRequired: true),
        Setting("when", \.when, "The rows that the rule is asked of, as a condition; all if left out."),
        Setting("message", \.message, "What a person is told when it does not hold; the values if left out."),
        Setting("severity", \.severity, "`warning` loads the row all the same; `error` if nothing else is said."),
    ]

    /// What is missing.
    public func problems() -> [SettingProblem] {
        (name.isEmpty ? [SettingProblem("name", "is missing")] : [])
            + (expression == nil ? [SettingProblem("expression", "is missing")] : [])
    }

    /// What is wrong with rules for the fields of a schema.
    ///
    /// - Parameter schema: the schema; without one the fields are not known before the data is read, and only the names
    ///   of the rules are looked at.
    public static func problems(of rules: [RuleSettings], with schema: TableSchema?) -> [SettingProblem] {
        var problems: [SettingProblem] = []
        var names: Set<String> = []
        for (index, rule) in rules.enumerated() {
            if !names.insert(rule.name).inserted {
                problems.append(SettingProblem("rules.\(index).name", "there are two rules \"\(rule.name)\""))
            }
            guard let schema, !schema.fields.isEmpty else { continue }
            if let fault = RowRule.fault(of: rule, in: RowRule.fields(of: schema)) {
                var problem = SettingProblem(
                    "rules.\(index).\(fault.setting)", fault.problem.message, at: fault.position)
                problem.causes = ["schema"]
                problems.append(problem)
            }
        }
        return problems
    }
}
