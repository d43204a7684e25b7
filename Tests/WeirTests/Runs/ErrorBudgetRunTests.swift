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
            "{ count: 2 }", "{ ratio: 0.29 }", "{ ratio: 0.5, minimumSample: 6, window: { rows: 5, count: 2 } }",
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
        #expect(report.summary.exceededLimit.map { budget.contains($0) } == true)
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

    @Test(
        "leaves an old file as it was, and the message and the report say which limit it was",
        arguments: ["csv", "ndjson"], ["{ count: 2 }", "{ ratio: 0.29 }", "{ window: { rows: 5, count: 2 } }"])
    func files(sink: String, budget: String) async throws {
        let work = try Workspace(Self.input)
        try work.folder.put("old", in: "out")
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.sink = "\(sink): { path: out }"
        pipeline.errorBudget = budget
        let report = try await work.run(pipeline)
        #expect(work.bytes("out") == Array("old".utf8))
        let limit = try #require(["count", "ratio", "window"].first { budget.hasPrefix("{ \($0)") })
        #expect(report.error?.message.contains(limit) == true)
        #expect(String(decoding: report.json, as: UTF8.self).contains("\"exceeded_limit\":\"\(limit)\""))
    }

    @Test("a window forgives what lies behind it, whatever the batches and workers", arguments: [1, 3])
    func window(workers: Int) async throws {
        let rows = (0..<400).map { $0 % 10 == 0 || (300..<305).contains($0) ? "x" : "1" }
        let work = try Workspace("a\n" + rows.map { $0 + "\n" }.joined())
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.errorBudget = "{ window: { rows: 20, count: 4 } }"
        for size in [16, 64, 100_000] {
            let report = try await work.run(
                pipeline, ["limits.workers=\(workers)", "limits.batchBytes=\(size)"])
            #expect(report.error?.position?.line == 305, "\(report.error?.message ?? "no error")")
        }
        pipeline.errorBudget = "{ window: { rows: 20, count: 6 } }"
        #expect(try await work.run(pipeline).error == nil)
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
