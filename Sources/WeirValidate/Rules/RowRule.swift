import WeirModel

/// A rule between the fields of a row, compiled.
struct RowRule: Sendable {
    /// What issues call it.
    let name: String
    /// What a person is told, if the rule says so itself.
    let message: String?
    /// How bad it is if the rule does not hold.
    let severity: Severity
    /// The rule holds unless this is false.
    let program: RuleProgram

    /// What keeps a rule from being compiled.
    struct Fault {
        /// The setting that it is in.
        let setting: String
        let problem: RuleProblem
        /// Where it is, if the rule is of a file.
        let position: WeirError.Position?
    }

    /// Compiles a rule.
    ///
    /// - Throws: `validate.badRule`.
    init(
        _ settings: RuleSettings, severity: Severity, fields: [(name: String, type: RuleType)]
    ) throws(WeirError) {
        if let fault = Self.fault(of: settings, in: fields) {
            throw WeirError(
                .validateBadRule,
                "rule \"\(settings.name)\", \(fault.setting), character \(fault.problem.place + 1): "
                    + fault.problem.message,
                position: fault.position)
        }
        guard let expression = settings.expression else {
            throw WeirError(.validateBadRule, "rule \"\(settings.name)\" has no expression")
        }
        do {
            program = try RuleCompiler.compile(
                expression.parsed(), when: try settings.when?.parsed(), fields: fields)
        } catch {
            throw WeirError(.validateBadRule, "rule \"\(settings.name)\": \(error)")
        }
        (name, message, self.severity) = (settings.name, settings.message, severity)
    }

    /// What is wrong with a rule, if anything is.
    static func fault(of settings: RuleSettings, in fields: [(name: String, type: RuleType)]) -> Fault? {
        for (name, expression) in [("expression", settings.expression), ("when", settings.when)] {
            guard let expression else { continue }
            do {
                _ = try RuleCompiler.compile(try expression.parsed(), fields: fields)
            } catch let problem {
                return Fault(setting: name, problem: problem, position: expression.position(of: problem))
            }
        }
        return nil
    }

    /// The fields of a schema as expressions see them.
    static func fields(of schema: TableSchema) -> [(name: String, type: RuleType)] {
        schema.fields.map { ($0.name, RuleType($0.type)) }
    }
}
