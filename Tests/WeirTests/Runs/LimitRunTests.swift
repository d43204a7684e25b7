import Foundation
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("What limits cut off is counted")
struct LimitRunTests {
    private static let input = "a\n" + String(repeating: "x\n", count: 500)

    @Test("a rejects file that is full says how many records are not in it", arguments: [0, 1, 100, 500, 501])
    func rejects(limit: Int) async throws {
        let work = try Workspace(Self.input)
        let report = try await work.run(
            PipelineText(fields: ["name: a, type: integer"]), ["limits.rejects=\(limit)", "limits.batchBytes=100"])
        let kept = min(limit, 500)
        #expect(report.summary.totals.rejected == 500)
        #expect(report.summary.rejectsWritten == kept)
        #expect(report.summary.rejectsOmitted == 500 - kept)
        #expect(work.folder.text("rejects.csv")?.split(separator: "\n").count ?? 1 == kept + 1)
        let json = try JSONSerialization.jsonObject(with: Data(report.json)) as? [String: Any]
        #expect((json?["outputs"] as? [String: Any])?["rejects_omitted"] as? Int == 500 - kept)
    }

    @Test("an issues file that is full says how many lines are not in it", arguments: [0, 1, 499, 500])
    func issues(limit: Int) async throws {
        let work = try Workspace(Self.input)
        let report = try await work.run(
            PipelineText(fields: ["name: a, type: integer"]), ["limits.issues=\(limit)", "limits.batchBytes=100"])
        #expect(report.summary.issuesWritten == limit)
        #expect(report.summary.issuesOmitted == 500 - limit)
        #expect(report.summary.violations.count == 500)
        #expect(report.summary.violations.entries.first?.examples.isEmpty == false)
        if limit > 0 { #expect(try work.issues().count == limit) }
    }

    @Test("keys and texts that memory has no room for draw on one account of room on disk")
    func spill() async throws {
        let work = try Workspace("a\n" + (0..<200_000).map { "\(($0 &* 7_919) % 200_000)\n" }.joined())
        var pipeline = PipelineText(fields: ["name: a, type: integer"])
        pipeline.schema = ["primaryKey: a"]
        let small = ["limits.keyMemory=64KiB", "limits.spillBytes=64KiB"]
        let refused = try await work.run(pipeline, small)
        #expect(refused.error?.code.rawValue == "validate.spillFull")
        #expect(refused.exitCode == .sinkFailed || refused.exitCode == .badInput)
        try work.remove("out.db")
        let report = try await work.run(pipeline, ["limits.keyMemory=64KiB"])
        #expect(report.exitCode == .allAccepted)
    }
}
