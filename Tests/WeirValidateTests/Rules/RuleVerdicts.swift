import Testing
import WeirModel

@testable import WeirValidate

/// Asks conditions of one row, through the validator.
enum RuleVerdicts {
    /// The fields that conditions in tests may name.
    static let fields = [
        field("i", .integer), field("j", .integer), field("n", .number), field("m", .number), field("b", .boolean),
        field("s", .string), field("r", .string), field("d", .date), field("e", .date), field("t", .datetime),
        field("u", .datetime), field("order id", .integer),
    ]

    /// A plan with the rules `rule1`, `rule2` and so on.
    static func plan(
        _ expressions: [String], fields: [TableSchema.Field] = fields, when: String? = nil
    ) throws -> ValidationPlan {
        var settings = ValidateSettings()
        settings.rules = expressions.enumerated().map { index, text in
            RuleSettings("rule\(index + 1)", RuleExpression(text), when: when.map { RuleExpression($0) })
        }
        return try ValidationPlan(schema: TableSchema(fields: fields), settings: settings)
    }

    /// What each condition is of a row: true, false, or unknown.
    ///
    /// A rule that is broken is false, and one whose contrary is broken is true.
    static func verdicts(_ conditions: [String], _ row: [String: String]) throws -> [Bool?] {
        let text = fields.map { "\"\(row[$0.name] ?? "")\"" }.joined(separator: ",") + "\n"
        let plan = try plan(conditions + conditions.map { "not (\($0))" })
        let checked = try Validator(plan: plan, pool: BufferPool())(
            TableSplitter(Array(text.utf8)).batch(rectangular: false))
        #expect(checked.violations.allSatisfy { $0.code == .rowConstraint })
        let broken = Set(checked.violations.compactMap(\.rule))
        return conditions.indices.map { index in
            broken.contains(index) ? false : broken.contains(index + conditions.count) ? true : nil
        }
    }

    /// What a condition is of a row.
    static func verdict(_ condition: String, _ row: [String: String] = [:]) throws -> Bool? {
        try verdicts([condition], row)[0]
    }
}
