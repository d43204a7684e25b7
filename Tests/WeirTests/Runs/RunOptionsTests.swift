import Foundation
import Testing
import Weir
import WeirFlow
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("A run that differs from its pipeline file")
struct RunOptionsTests {
    static let input = "a,b\n" + (1...500).map { "\($0),x\n" }.joined()

    @Test("a limit reads so many records and no more", arguments: [0, 1, 7, 499, 500, 501], ["1MiB", "64"])
    func limit(records: Int, batchBytes: String) async throws {
        let work = try Workspace(Self.input)
        var options = RunOptions()
        options.limit = records
        let report = try await work.run(PipelineText(), ["limits.batchBytes=\(batchBytes)"], options: options)
        #expect(report.exitCode == .allAccepted)
        let expected = min(records, 500)
        #expect(report.summary.totals.accepted == expected)
        if expected > 0 { #expect(try work.rows().map { $0[0] } == (1...expected).map { "\($0)" }) }
    }

    @Test("a limit counts rejected records too")
    func limitCountsRejects() async throws {
        let work = try Workspace("a\nx\ny\n1\n2\n")
        var options = RunOptions()
        options.limit = 3
        let report = try await work.run(PipelineText(fields: ["name: a, type: integer"]), options: options)
        #expect(report.summary.totals.rejected == 2)
        #expect(try work.rows() == [["1"]])
    }

    @Test("a limit reaches over several files")
    func limitOverFiles() async throws {
        let work = try Workspace()
        for name in ["1.csv", "2.csv", "3.csv"] { try work.folder.put("a\n1\n2\n", in: name) }
        var pipeline = PipelineText()
        pipeline.read = "{ path: \"?.csv\" }"
        var options = RunOptions()
        options.limit = 3
        let report = try await work.run(pipeline, options: options)
        #expect(report.summary.totals.accepted == 3)
    }

    @Test("a dry run checks and counts all rows and makes no file")
    func dryRun() async throws {
        let work = try Workspace("a\n1\nx\n")
        var pipeline = PipelineText(fields: ["name: a, type: integer"])
        pipeline.emit = "[ { ndjson: { path: events.ndjson } } ]"
        var options = RunOptions()
        options.isDryRun = true
        let report = try await work.run(pipeline, options: options)
        #expect(report.exitCode == .rowsRejected)
        #expect(report.summary.totals.accepted == 1)
        #expect(report.summary.violations.count == 1)
        #expect(work.folder.names == ["in.csv", "pipeline.yaml"])
    }

    @Test("other inputs take the place of those in the file, which need not be there")
    func input() async throws {
        let work = try Workspace()
        try work.folder.put("a\n5\n", in: "other.csv")
        var options = RunOptions()
        options.input = [work.folder("other.csv")]
        let report = try await work.run(PipelineText(), options: options)
        #expect(try work.rows() == [["5"]])
        #expect(report.summary.sources.map(\.name) == options.input)
    }

    @Test("asked to stop before it began, it stores nothing and says that it was stopped")
    func stop() async throws {
        let work = try Workspace(Self.input)
        try work.folder.put(PipelineText().text, in: "pipeline.yaml")
        let run = try PipelineRun(try Pipeline.load(work.folder("pipeline.yaml")))
        run.stop.request()
        let report = await run.run()
        #expect(report.status == .stopped)
        #expect(report.exitCode == .interrupted)
        #expect(report.summary.totals.committed == 0)
    }

    @Test("a rejects file of an earlier run does not stay behind a run without rejects")
    func staleRejects() async throws {
        let work = try Workspace("a\nx\n")
        let pipeline = PipelineText(fields: ["name: a, type: integer"])
        try await work.run(pipeline)
        #expect(work.bytes("rejects.csv") != nil)
        try work.folder.put("a\n1\n", in: "in.csv")
        try await work.run(pipeline)
        #expect(work.bytes("rejects.csv") == nil)
        #expect(work.bytes("issues.ndjson") == nil)
    }
}
