import Testing
import Weir
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite

@Suite("The severity of issues")
struct SeverityRunTests {
    static let fields = [
        "name: id, type: integer, constraints: { required: true, minimum: 1, maximum: 9 }", "name: name, type: string",
    ]
    /// Good, no integer, too great, too small, too short, too long, without an id.
    static let input = "id,name\n1,a\nx,b\n10,c\n0,d\n5\n6,e,f\n,g\n"

    private func run(_ severity: String, onViolation: String = "reject", workers: Int = 2) async throws -> (
        Workspace, RunReport
    ) {
        let work = try Workspace(Self.input)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.onViolation = onViolation
        pipeline.severity = severity
        return (work, try await work.run(pipeline, ["limits.workers=\(workers)"]))
    }

    @Test(
        "a warning loads its row, with nulls where there is no value, and is counted exactly",
        arguments: [
            ("{}", ["1"], 6, 0), ("{ extra-cell: warning }", ["1", "6"], 5, 1),
            ("{ missing-cell: warning }", ["1", "5"], 5, 1),
            ("{ type-error: warning }", ["1", nil], 5, 1),
            ("{ constraint-error: warning }", ["1", "10", "0", nil], 3, 3),
            ("{ constraint-error/maximum: warning }", ["1", "10"], 5, 1),
            ("{ constraint-error: warning, constraint-error/minimum: error }", ["1", "10", nil], 4, 2),
        ] as [(String, [String?], Int, Int)])
    func warnings(severity: String, ids: [String?], errors: Int, warnings: Int) async throws {
        let (work, report) = try await run(severity)
        #expect(report.exitCode == .rowsRejected)
        #expect(try work.rows().map { $0[0] } == ids)
        let violations = report.summary.violations
        #expect(violations.errors == errors && violations.warnings == warnings)
        #expect(report.summary.totals.rejected == 7 - ids.count)
        let lines = try work.issues()
        #expect(
            lines.count { $0.severity == "warning" } == warnings && lines.count { $0.severity == "error" } == errors)
        #expect(violations.countsByCode.reduce(0) { $0 + $1.count } == 6)
        #expect(violations.countsByColumn.map(\.name) == ["id", "name"])
        #expect(violations.countsByColumn.map(\.count) == [4, 1])
    }

    @Test("totals stay exact when the files are limited, and the report says that it is partial")
    func partial() async throws {
        let work = try Workspace(Self.input)
        let report = try await work.run(
            PipelineText(fields: Self.fields, limits: "{ issues: 1, rejects: 1 }"))
        #expect(try work.issues().count == 1)
        #expect(report.summary.isPartial && report.summary.violations.count == 6)
        let json = String(decoding: report.json, as: UTF8.self)
        #expect(json.contains(#""total":6,"errors":6,"warnings":0,"partial":true"#))
        #expect(json.contains(#"{"name":"constraint-error","count":3}"#))
        #expect(json.contains(#""by_column":[{"name":"id","count":4},{"name":"name","count":1}]"#))
    }

    @Test("warnings count against no budget and end no run")
    func budget() async throws {
        let all = "{ extra-cell: warning, missing-cell: warning, type-error: warning, constraint-error: warning }"
        let (work, report) = try await run(all, onViolation: "stop")
        #expect(report.error == nil && report.exitCode == .rowsRejected)
        #expect(try work.rows().count == 7)
        #expect(work.bytes("rejects.csv") == nil)
    }

    @Test("with stop the first error ends the run, not a warning before it")
    func stop() async throws {
        let (work, report) = try await run("{ type-error: warning }", onViolation: "stop")
        #expect(report.error?.message == "10 is greater than the maximum 9")
        #expect(try work.issues().map(\.severity) == ["warning", "error"])
    }

    @Test("bytes that are only warned of become U+FFFD")
    func encoding() async throws {
        let work = try Workspace(bytes: Array("id,name\n1,caf".utf8) + [0xE9, 0x0A])
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.severity = "{ encoding-error: warning }"
        try await work.run(pipeline)
        #expect(try work.rows() == [["1", "caf\u{FFFD}"]])
    }

    @Test("a code that there is not is refused, with the one that is meant")
    func unknown() throws {
        let text = """
            read: { path: x.csv }
            write: { null: {} }
            validate:
              severity:
                type-eror: warning
                extra-cell: warn
                record-too-long: warning

            """
        do {
            _ = try PipelineDocument.parse(text, name: "p.yaml").read(PipelineSpec.self)
            Testing.Issue.record("nothing was found")
        } catch {
            #expect(
                (error as? SpecProblems)?.problems.map(\.description) == [
                    #"p.yaml:5:5: unknown issue code "type-eror" in validate.severity (did you mean "type-error"?)"#,
                    #"p.yaml:6:17: validate.severity.extra-cell: expected error or warning, found "warn""#,
                    "p.yaml:7:22: validate.severity.record-too-long: "
                        + "a record that is too long is not read whole, so it cannot be loaded",
                ])
        }
    }
}
