import Testing
import Weir
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite

@Suite("The rules of a run")
struct RuleRunTests {
    static let fields = [
        "name: status, type: string", "name: shipped_on, type: date", "name: net, type: number",
        "name: tax, type: number", "name: gross, type: number",
    ]
    static let input = """
        status,shipped_on,net,tax,gross
        open,,0.10,0.20,0.30
        shipped,,1,2,3
        shipped,2024-02-30,1,2,4
        shipped,2024-02-29,1.1,2.2,3.30
        open,,1,,4
        open,,1,1
        shipped,,1,1,3

        """

    private static func pipeline(_ rules: String) -> PipelineText {
        var pipeline = PipelineText(fields: fields)
        pipeline.rules = rules
        return pipeline
    }

    @Test("a broken rule rejects its row, behind the issues of its fields, and names its values", arguments: [1, 4])
    func rejects(workers: Int) async throws {
        let work = try Workspace(Self.input)
        let shipped = "name: shipped, when: status = 'shipped', expression: shipped_on is not null, message: no day"
        let report = try await work.run(
            Self.pipeline("[{ \(shipped) }, { name: sum, expression: net + tax = gross }]"),
            ["limits.workers=\(workers)", "limits.batchBytes=64"])
        #expect(report.exitCode == .rowsRejected)
        let issues = try work.issues()
        #expect(
            issues.map(\.brief) == [
                "2 row-constraint", "3 type-error shipped_on", "3 row-constraint", "6 missing-cell gross",
                "7 row-constraint", "7 row-constraint",
            ])
        #expect(issues.map(\.rule) == ["shipped", nil, "sum", nil, "shipped", "sum"])
        #expect(issues[0].message == "no day")
        #expect(issues[0].value == "status is \"shipped\", shipped_on is missing")
        #expect(issues[2].message == "the rule \"sum\" does not hold: net is 1, tax is 2, gross is 4")
        #expect(issues[2].line == 4 && issues[2].fieldName == nil && issues[2].fieldNumber == nil)
        #expect(try work.rows().count == 3)
        #expect(report.summary.violations.entries.map(\.rule) == ["shipped", nil, "sum", nil])
        #expect(String(decoding: report.json, as: UTF8.self).contains(#""rule":"sum""#))
    }

    @Test("a rule that only warns loads the row, and counts as a warning")
    func warns() async throws {
        let work = try Workspace("a\n1\n5\n")
        var pipeline = PipelineText(fields: ["name: a, type: integer"])
        pipeline.rules = "[{ name: small, expression: a < 3, severity: warning }]"
        pipeline.errorBudget = "{ count: 0 }"
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .rowsRejected)
        #expect(try work.rows() == [["1"], ["5"]])
        #expect(try work.issues().map(\.severity) == ["warning"])
        #expect(report.summary.violations.warnings == 1 && report.summary.violations.errors == 0)
        pipeline.onViolation = "stop"
        #expect(try await work.run(pipeline).error == nil)
    }

    @Test("with stop the first broken rule ends the run with its message")
    func stops() async throws {
        let work = try Workspace("a\n1\n5\n")
        var pipeline = PipelineText(fields: ["name: a, type: integer"])
        pipeline.onViolation = "stop"
        pipeline.rules = "[{ name: small, expression: a < 3, message: too large }]"
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .validateViolation && report.error?.message == "too large")
        #expect(report.error?.position?.line == 3)
    }

    @Test("without a schema the fields are texts with the names of the header")
    func inferred() async throws {
        let work = try Workspace("a,b\nx,x\nx,y\n")
        var pipeline = PipelineText()
        pipeline.rules = "[{ name: same, expression: a = b }]"
        try await work.run(pipeline)
        #expect(try work.rows() == [["x", "x"]])
        pipeline.rules = "[{ name: same, expression: a = c }]"
        let report = try await work.run(pipeline)
        #expect(report.error?.code.rawValue == "validate.badRule" && report.exitCode == .badPipeline)
    }

    private static let lint = #"""
        read: { path: x.csv }
        write: { null: {} }
        validate:
          schema: { fields: [{ name: aa, type: integer }, { name: ab, type: integer }] }
          rules:
            - name: plain
              expression: aa * 2 > abb
            - name: quoted
              expression: 'aa matches ''x'''
            - { name: double, expression: "aa <> 1 and \"no\" = 2" }
            - name: block
              expression: >
                aa = ab
                and no = 1
            - name: syntax
              expression: aa = = ab
            - name: plain
              when: aa
              expression: aa > ab

        """#

    private func problems(_ text: String) -> [String] {
        do {
            _ = try PipelineDocument.parse(text, name: "p.yaml").read(PipelineSpec.self)
            return []
        } catch {
            return (error as? SpecProblems)?.problems.map(\.description) ?? ["\(error)"]
        }
    }

    @Test("mistakes are shown at their characters, however the expression is written")
    func positions() {
        #expect(
            problems(Self.lint) == [
                "p.yaml:16:24: validate.rules.4.expression: expected a value, a field or a parenthesis, found \"=\""
            ])
        let found = problems(Self.lint.replacing("= =", with: "="))
        #expect(
            found == [
                #"p.yaml:7:28: validate.rules.0.expression: there is no field "abb" (did you mean "ab"?)"#,
                "p.yaml:9:20: validate.rules.1.expression: only a text can match a pattern; this is an integer",
                #"p.yaml:10:49: validate.rules.2.expression: there is no field "no"; a text is written in single quotes"#,
                #"p.yaml:14:13: validate.rules.3.expression: there is no field "no""#,
                #"p.yaml:17:7: validate.rules.5.name: there are two rules "plain""#,
                #"p.yaml:18:13: validate.rules.5.when: a rule needs a condition, such as "a > 0"; this is an integer"#,
            ])
    }

    @Test("a schema that cannot be read says nothing of the rules")
    func brokenSchema() {
        let found = problems(
            Self.lint.replacing("= =", with: "=").replacing("name: aa, type: integer", with: "name: aa, typ: x"))
        #expect(!found.isEmpty && !found.contains { $0.contains("there is no field") }, "\(found)")
    }
}
