public import WeirModel
public import WeirSpec

/// An issue that must be found; what is not named may be anything.
struct ExpectedIssue: Settings {
    var row: Int?
    var line: Int?
    var code: IssueCode?
    var field: String?
    var constraint: ConstraintKind?
    var rule: String?
    var severity: Severity?
    var value: String?
    var previous: Int?
    var message: String?

    static let summary = "An issue; what is not named may be anything."

    static let settings: [Setting<ExpectedIssue>] = [
        Setting("row", \.row, "The number of the data record, from 1, the header not counted."),
        Setting("line", \.line, "The physical line that the record starts on, from 1."),
        Setting("code", \.code, "What is wrong."),
        Setting("field", \.field, "The name of the field; \"\" is the record as a whole."),
        Setting("constraint", \.constraint, "The constraint that is not met."),
        Setting("rule", \.rule, "The name of the rule that is broken."),
        Setting("severity", \.severity, "How bad it is."),
        Setting("value", \.value, "The value, as the issues file shows it."),
        Setting("previous", \.previous, "The number of the record that has the same key already."),
        Setting("message", \.message, "A part of the message."),
    ]

    func problems() -> [SettingProblem] {
        let isEmpty = description.isEmpty
        return isEmpty ? [SettingProblem("", "an issue needs at least one of row, code, field and the like")] : []
    }

    /// Whether an issue is one that is meant.
    func matches(_ issue: Issue) -> Bool { differences(from: issue).isEmpty }

    /// What is different in an issue: `code: expected type-error, found missing-cell`.
    func differences(from issue: Issue) -> [String] {
        var differences: [String] = []
        func compare<Value: Equatable>(_ name: String, _ expected: Value?, _ found: Value?) {
            guard let expected, expected != found else { return }
            differences.append("\(name): expected \(expected), found \(found.map { "\($0)" } ?? "none")")
        }
        compare("row", row, issue.rowNumber)
        compare("line", line, issue.line)
        compare("code", code?.rawValue, issue.code.rawValue)
        compare("field", field.map { "\"\($0)\"" }, "\"\(issue.fieldName ?? "")\"")
        compare("constraint", constraint?.rawValue, issue.constraint?.rawValue)
        compare("rule", rule.map { "\"\($0)\"" }, "\"\(issue.rule ?? "")\"")
        compare("severity", severity?.rawValue, issue.severity.rawValue)
        compare("value", value.map { "\"\($0)\"" }, "\"\(issue.value ?? "")\"")
        compare("previous", previous, issue.previousRowNumber)
        if let message, !issue.message.contains(message) {
            differences.append("message: expected a part \"\(message)\", found \"\(issue.message)\"")
        }
        return differences
    }

    /// `row 3, code type-error, field "ordered_on"`.
    var description: String {
        var parts: [String] = []
        if let row { parts.append("row \(row)") }
        if let line { parts.append("line \(line)") }
        if let code { parts.append("code \(code.rawValue)") }
        if let constraint { parts.append("constraint \(constraint.rawValue)") }
        if let rule { parts.append("rule \"\(rule)\"") }
        if let field { parts.append("field \"\(field)\"") }
        if let severity { parts.append("severity \(severity.rawValue)") }
        if let value { parts.append("value \"\(value)\"") }
        if let previous { parts.append("previous row \(previous)") }
        if let message { parts.append("message with \"\(message)\"") }
        return parts.joined(separator: ", ")
    }
}

extension IssueCode: SettingChoice {}
extension ConstraintKind: SettingChoice {}
