import Foundation
import Testing
import Weir
import WeirEmit
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("The events of a run")
struct EventsFileTests {
    private func pipeline() -> PipelineText {
        var pipeline = PipelineText(fields: ["name: a, type: integer", "name: b, type: string"])
        pipeline.emit = "[ { ndjson: { path: events.ndjson } } ]"
        pipeline.commitBytes = "2KiB"
        pipeline.limits = "{ batchBytes: 512 }"
        return pipeline
    }

    private static let input = "a,b\n" + (1...1000).map { $0 % 100 == 0 ? "x\($0),bad\n" : "\($0),good\n" }.joined()

    @Test("announce each commit, and what they announce adds up to what is in the database")
    func completed() async throws {
        let work = try Workspace(Self.input)
        let report = try await work.run(pipeline())
        let events = try work.events()
        try expectWellFormed(events, report)
        let types = events.compactMap { $0["type"] as? String }
        #expect(types.first == "run.started")
        #expect(types.last == "run.completed")
        #expect(types.count > 4)
        #expect(types.dropFirst().dropLast().allSatisfy { $0 == "batch.committed" })

        let commits = try events.dropFirst().dropLast().map { try #require($0["data"] as? [String: Any]) }
        var sum = 0
        for (index, commit) in commits.enumerated() {
            sum += try count(commit, "rows", "committed")
            #expect(commit["commit"] as? Int == index + 1)
            #expect(try count(commit, "totals", "committed") == sum, "totals follow from what came before")
            #expect(commit["last"] as? Bool == (index == commits.count - 1))
        }
        #expect(sum == 990)
        #expect(try work.number("SELECT count(*) FROM t") == sum)
        #expect(commits.last?["byte_offset"] as? Int == Self.input.utf8.count)
        #expect(commits.last?["records_of_source"] as? Int == 1000)
        let end = try #require(events.last?["data"] as? [String: Any])
        #expect(try count(end, "totals", "committed") == 990)
        #expect(try count(end, "totals", "rejected") == 10)
        #expect(report.deliveries.map(\.delivered) == [events.count])
    }

    @Test("of a failed run end with why, and replace announces no commit")
    func failed() async throws {
        let work = try Workspace(Self.input)
        var pipeline = pipeline()
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        pipeline.errorBudget = "{ count: 5 }"
        let report = try await work.run(pipeline)
        let events = try work.events()
        try expectWellFormed(events, report)
        #expect(events.compactMap { $0["type"] as? String } == ["run.started", "run.failed"])
        let data = try #require(events.last?["data"] as? [String: Any])
        let error = try #require(data["error"] as? [String: Any])
        #expect(error["code"] as? String == "write.budgetExceeded")
        #expect(try count(data, "totals", "committed") == 0)
    }

    @Test("of a run that fails half-way announce what stays in the table, and no more")
    func failedAppend() async throws {
        let work = try Workspace(Self.input)
        var pipeline = pipeline()
        pipeline.errorBudget = "{ count: 5 }"
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .budgetExceeded)
        let events = try work.events()
        try expectWellFormed(events, report)
        var sum = 0
        for event in events where event["type"] as? String == "batch.committed" {
            sum += try count(try #require(event["data"] as? [String: Any]), "rows", "committed")
        }
        #expect(sum > 0)
        #expect(sum <= report.summary.totals.committed)
        #expect(try work.number("SELECT count(*) FROM t") == report.summary.totals.committed)
    }

    @Test("of several runs stand in one file")
    func appended() async throws {
        let work = try Workspace("a,b\n1,x\n")
        for _ in 1...2 { try await work.run(pipeline()) }
        let events = try work.events()
        #expect(events.count == 6)
        let runs = Set(events.compactMap { ($0["data"] as? [String: Any])?["run"] as? String })
        #expect(runs.count == 2)
    }

    private func expectWellFormed(_ events: [[String: Any]], _ report: RunReport) throws {
        var before = ""
        for event in events {
            #expect(Set(event.keys) == ["type", "timestamp", "data"])
            let timestamp = try #require(event["timestamp"] as? String)
            #expect(timestamp >= before)
            before = timestamp
            let data = try #require(event["data"] as? [String: Any])
            #expect(data["run"] as? String == report.run.id)
            #expect(data["pipeline"] as? String == "test")
        }
    }

    private func count(_ data: [String: Any], _ group: String, _ name: String) throws -> Int {
        try #require((data[group] as? [String: Any])?[name] as? Int)
    }
}
