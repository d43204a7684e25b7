import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("The error budget of a run")
struct ErrorBudgetRunTests {
    static let fields = ["name: a, type: integer"]
    static let input = "a\n1\nx\n2\ny\n3\nz\n4\n5\n6\n7\n"

    @Test(
        "is exceeded by one row too many, and replace leaves the old table as it was",
        arguments: [
            "{ count: 2 }", "{ ratio: 0.29 }",
        ])
    func exceeded(budget: String) async throws {
        let work = try Workspace("a\n100\n")
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        try await work.run(pipeline)
        try work.folder.put(Self.input, in: "in.csv")
        pipeline.errorBudget = budget
        let report = try await work.run(pipeline)
        #expect(report.status == .failed)
        #expect(report.exitCode == .budgetExceeded)
        #expect(report.error?.code == .writeBudgetExceeded)
        #expect(report.summary.totals.committed == 0)
        #expect(try work.rows() == [["100"]])
        #expect(try work.issues().map(\.rowNumber) == [2, 4, 6])
        #expect(try work.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1)
        #expect(work.folder.names == ["in.csv", "issues.ndjson", "out.db", "pipeline.yaml", "rejects.csv"])
    }

    @Test("is not exceeded by as many rows as it allows", arguments: ["{ count: 3 }", "{ ratio: 0.3 }"])
    func kept(budget: String) async throws {
        let work = try Workspace(Self.input)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.errorBudget = budget
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .rowsRejected)
        #expect(try work.rows().count == 7)
    }

    @Test("of nothing ends the run at the first bad row, and a table that was not there is not made")
    func zero() async throws {
        let work = try Workspace(Self.input)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        pipeline.errorBudget = "{ count: 0 }"
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .budgetExceeded)
        #expect(report.error?.position?.line == 3)
        #expect(work.bytes("out.db") == nil)
    }
}
