import Foundation
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("The report of a run")
struct ReportTests {
    @Test("is JSON whose numbers are those of the database and of the files")
    func numbers() async throws {
        let work = try Workspace(sample: "orders")
        let report = try await work.run(file: "orders.yaml")
        let json = try object(Data(report.json))
        #expect(json["status"] as? String == "completed")
        #expect(json["exit_code"] as? Int == 1)
        #expect(json["pipeline"] as? String == "orders")
        #expect(json["error"] is NSNull)
        let rows = try #require(json["rows"] as? [String: Any])
        let skipped = try #require(rows["skipped"] as? [String: Int])
        let stored = try work.number("SELECT count(*) FROM orders", of: "orders.db")
        #expect(rows["committed"] as? Int == stored)
        #expect(rows["accepted"] as? Int == stored)
        #expect(rows["rejected"] as? Int == 22)
        #expect(rows["read"] as? Int == 46)
        #expect(skipped["total"] == skipped.filter { $0.key != "total" }.values.reduce(0, +))

        let issues = try #require(json["issues"] as? [String: Any])
        #expect(issues["total"] as? Int == (try work.issues("orders.issues.ndjson").count))
        let kinds = try #require(issues["by_kind"] as? [[String: Any]])
        #expect(kinds.compactMap { $0["count"] as? Int }.reduce(0, +) == 24)
        let minimum = try #require(
            kinds.first { $0["constraint"] as? String == "minimum" && $0["field_name"] as? String == "quantity" })
        #expect(minimum["first_rows"] as? [Int] == [18, 37])
        #expect(minimum["examples"] as? [String] == ["0"])

        let stages = try #require(json["stages"] as? [[String: Any]])
        #expect(
            stages.compactMap { $0["name"] as? String } == ["read", "decode", "parse", "validate", "write", "emit"])
        let outputs = try #require(json["outputs"] as? [String: Any])
        #expect(outputs["rejects_written"] as? Int == 22)
        #expect((outputs["rejects"] as? [String])?.first?.hasSuffix("orders.rejects.csv") == true)
    }

    @Test("of a failed run has the error with its code and place")
    func failure() async throws {
        let work = try Workspace("a\nx\n")
        var pipeline = PipelineText(fields: ["name: a, type: integer"])
        pipeline.onViolation = "stop"
        let report = try await work.run(pipeline)
        let json = try object(Data(report.json))
        #expect(json["status"] as? String == "failed")
        let error = try #require(json["error"] as? [String: Any])
        #expect(error["code"] as? String == "validate.violation")
        #expect((error["position"] as? String)?.hasSuffix("in.csv:2 (byte 2)") == true)
    }

    @Test("stays exact where the issues and rejects files are cut off")
    func partial() async throws {
        let work = try Workspace("a\n" + String(repeating: "x\n", count: 50))
        var pipeline = PipelineText(fields: ["name: a, type: integer"])
        pipeline.limits = "{ issues: 10, rejects: 5 }"
        let report = try await work.run(pipeline)
        #expect(report.summary.isPartial)
        #expect(report.summary.violations.count == 50)
        #expect(report.summary.totals.rejected == 50)
        #expect(try work.issues().map(\.rowNumber) == Array(1...10))
        #expect(work.folder.text("rejects.csv") == "a\n" + String(repeating: "x\n", count: 5))
    }

    private func object(_ data: Data) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}
