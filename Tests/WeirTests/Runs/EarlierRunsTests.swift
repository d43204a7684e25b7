import Testing
import Weir
import WeirFlow
import WeirModel
import WeirSQLite
import WeirTestKit
import WeirWrite

/// What a run makes of the runs that its target remembers.
@Suite("Runs that follow others")
struct EarlierRunsTests {
    private static let table = "id,n\n" + (1...300).map { "\($0),\($0 % 7 == 0 ? "x" : "\($0)")\n" }.joined()

    private var pipeline: PipelineText {
        var pipeline = PipelineText(fields: ["name: id, type: integer", "name: n, type: integer"])
        pipeline.sink = "generated: { run: _run }, sqlite: { path: out.db, table: t }"
        pipeline.commitBytes = "200"
        pipeline.limits = "{ batchBytes: 100 }"
        return pipeline
    }

    /// Leaves an unfinished run behind: its error budget is used up in the middle.
    private func interrupted(_ work: Workspace) async throws -> RunReport {
        var pipeline = pipeline
        pipeline.errorBudget = "{ count: 20 }"
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .writeBudgetExceeded)
        #expect(report.summary.totals.committed > 0)
        return report
    }

    private func history(_ work: Workspace) throws -> [RunRecord] {
        try RunHistory(work.folder("pipeline.yaml")).entries().map(\.record)
    }

    @Test("an unfinished run goes on, with another budget and other limits, and each row is there once")
    func resume() async throws {
        let work = try Workspace(Self.table)
        let first = try await interrupted(work)
        var pipeline = pipeline
        pipeline.limits = "{ batchBytes: 100, workers: 1, memory: 2MiB }"
        let second = try await work.run(pipeline)
        #expect(second.error == nil)
        #expect(second.run == first.run)
        #expect(second.resumedFrom?.counts.committed == first.summary.totals.committed)
        #expect(second.summary.totals.accepted == 258)
        #expect(try work.number("SELECT count(*) FROM t") == 258)
        #expect(try work.number("SELECT count(DISTINCT id) FROM t") == 258)
        #expect(try work.number("SELECT count(DISTINCT _run) FROM t") == 1)
        #expect(try history(work).map(\.state) == [.completed])
        #expect(try history(work).map(\.attempt) == [2])
        #expect(work.folder.text("rejects.csv")?.split(separator: "\n").count == 43)
    }

    @Test("the batches are those that the run began with, whatever the settings say now")
    func otherBatches() async throws {
        let work = try Workspace(Self.table)
        _ = try await interrupted(work)
        var pipeline = pipeline
        pipeline.limits = "{ batchBytes: 37 }"
        #expect(try await work.run(pipeline).error == nil)
        #expect(try work.number("SELECT count(DISTINCT id) FROM t") == 258)
        #expect(try work.number("SELECT count(*) FROM t") == 258)
    }

    @Test("a run does not go on with other rules, or when it must not; it begins anew when it is told to")
    func refuse() async throws {
        let work = try Workspace(Self.table)
        let first = try await interrupted(work)
        var other = pipeline
        other.fields[1] = "name: n, type: string"
        let mismatch = await #expect(throws: WeirError.self) { try await work.run(other) }
        #expect(mismatch?.code == .writeResumeMismatch)
        var options = RunOptions()
        options.unfinished = .refuse
        let refused = await #expect(throws: WeirError.self) { try await work.run(pipeline, options: options) }
        #expect(refused?.code == .writeUnfinishedRun)
        #expect(try work.number("SELECT count(*) FROM t") == first.summary.totals.committed)
        options.unfinished = .restart
        let anew = try await work.run(other, options: options)
        #expect(anew.run != first.run)
        #expect(try work.number("SELECT count(*) FROM t") == 300)
        #expect(try history(work).map(\.state) == [.completed, .undone])
    }

    @Test("a run without a column for it cannot be begun anew, for its rows cannot be told from others")
    func restartWithoutColumn() async throws {
        let work = try Workspace(Self.table)
        var pipeline = pipeline
        pipeline.sink = "sqlite: { path: out.db, table: t }"
        pipeline.errorBudget = "{ count: 20 }"
        let first = try await work.run(pipeline)
        var options = RunOptions()
        options.unfinished = .restart
        pipeline.errorBudget = nil
        let report = try await work.run(pipeline, options: options)
        #expect(report.error?.code == .writeCannotUndo)
        #expect(try work.number("SELECT count(*) FROM t") == first.summary.totals.committed)
        #expect(throws: WeirError.self) { try RunHistory(work.folder("out.db")).undo(first.run.id) }
        _ = try RunHistory(work.folder("out.db")).undo(first.run.id, keepsRows: true)
        #expect(try await work.run(pipeline).error == nil)
        #expect(try work.number("SELECT count(*) FROM t") == 258 + first.summary.totals.committed)
    }

    @Test("an input that has changed behind its ends is found out where the run would go on")
    func changedInput() async throws {
        let rows = (1...20_000).map { "\($0),\($0 % 7 == 0 && $0 > 15_000 ? "x" : "1")\n" }.joined()
        let work = try Workspace("id,n\n" + rows)
        var pipeline = pipeline
        pipeline.errorBudget = "{ count: 20 }"
        pipeline.limits = "{ batchBytes: 10KiB }"
        pipeline.commitBytes = "20KiB"
        #expect(try await work.run(pipeline).error?.code == .writeBudgetExceeded)
        try work.folder.put("id,n\n" + rows.replacing("\n10000,1\n", with: "\n10000,y\n"), in: "in.csv")
        pipeline.errorBudget = nil
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .writeResumeMismatch)
    }

    @Test("the same input once more is loaded, skipped or refused")
    func repeated() async throws {
        let work = try Workspace(Self.table)
        var pipeline = pipeline
        let first = try await work.run(pipeline)
        try work.folder.put(Self.table, in: "renamed.csv")
        pipeline.read = "{ path: renamed.csv }"
        pipeline.sink += ", onRepeat: skip"
        let skipped = try await work.run(pipeline)
        #expect(skipped.done?.run == first.run)
        #expect(skipped.exitCode == .rowsRejected)
        #expect(skipped.summary.totals == RowCounts())
        pipeline.sink = pipeline.sink.replacing("skip", with: "fail")
        let refused = await #expect(throws: WeirError.self) { try await work.run(pipeline) }
        #expect(refused?.code == .writeRepeated)
        #expect(try work.number("SELECT count(*) FROM t") == 258)
        pipeline.sink = pipeline.sink.replacing("fail", with: "load")
        let loaded = try await work.run(pipeline)
        #expect(loaded.summary.notes.contains { $0.contains(first.run.id) })
        #expect(try work.number("SELECT count(*) FROM t") == 516)
        // Once it is undone, it is not there any more.
        #expect(try RunHistory(work.folder("pipeline.yaml")).undo(loaded.run.id).rows == 258)
        #expect(try work.number("SELECT count(*) FROM t") == 258)
        #expect(try history(work).map(\.state) == [.undone, .completed])
    }

    @Test("corrected rejects are loaded against their run, also where the table would be replaced")
    func replay() async throws {
        let work = try Workspace(Self.table)
        var pipeline = pipeline
        pipeline.sink = pipeline.sink.replacing("table: t", with: "table: t, mode: replace")
        let first = try await work.run(pipeline)
        #expect(first.summary.totals.rejected == 42)
        let rejects = try #require(work.folder.text("rejects.csv"))
        try work.folder.put(
            rejects.replacing(",x\n", with: ",0\n").replacing("\n7,0", with: "\n7,z"), in: "rejects.csv")
        var options = RunOptions()
        options.replays = first.run.id
        let second = try await work.run(pipeline, options: options)
        #expect(second.summary.totals.accepted == 41)
        #expect(second.summary.notes.contains { $0.contains("258 rows were accepted, 41 of 42 rejected ones") })
        #expect(try work.number("SELECT count(DISTINCT id) FROM t") == 299)
        #expect(work.folder.text("rejects.replay-1.csv") == "id,n\n7,z\n")
        #expect(try history(work).map(\.replays) == [first.run.id, nil])
        options.replays = "none"
        let unknown = await #expect(throws: WeirError.self) { try await work.run(pipeline, options: options) }
        #expect(unknown?.code == .writeNoRun)
    }

    @Test("a target that a run writes is refused to another one, which is told who it is")
    func locked() async throws {
        let work = try Workspace(Self.table)
        try await work.run(pipeline)
        let other = RunIdentity(id: "other", pipeline: "night", startedAt: 0)
        let lock = try RunLock(target: work.folder("out.db"), run: other)
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline) }
        #expect(error?.code == .writeLocked)
        #expect(error?.message.contains("run other of night, process ") == true)
        withExtendedLifetime(lock) {}
    }

    @Test("a run that is asked to stop commits what has come, and the next one goes on")
    func stop() async throws {
        let work = try Workspace(Self.table)
        try work.folder.put(pipeline.text, in: "pipeline.yaml")
        let run = try PipelineRun(Pipeline.load(work.folder("pipeline.yaml"), environment: [:]), cores: 2)
        run.stop.request()
        let report = await run.run()
        #expect(report.status == .stopped)
        #expect(report.summary.totals.committed == report.summary.totals.accepted)
        #expect(try await work.run(pipeline).error == nil)
        #expect(try work.number("SELECT count(DISTINCT id) FROM t") == 258)
        #expect(try work.number("SELECT count(*) FROM t") == 258)
    }
}
