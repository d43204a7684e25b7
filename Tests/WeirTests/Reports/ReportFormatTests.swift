import Foundation
import FoundationXML
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import Weir

/// The forms of the report.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter WeirTests` writes the kept ones anew.
@Suite("Reports in the forms of others")
struct ReportFormatTests {
    /// The report of a run of a pipeline, as if it had run at a known time in the current folder.
    private func report(_ work: Workspace, _ file: String, issues: Int) async throws -> RunReport {
        let pipeline = try Pipeline.load(work.folder(file), environment: [:])
        var report = await (try PipelineRun(pipeline, cores: 2, issueSample: issues)).run()
        report.run = RunIdentity(id: "1", pipeline: report.run.pipeline, startedAt: 1_700_000_000)
        report.beganAt = 1_700_000_000
        report.endedAt = 1_700_000_001.5
        return report
    }

    private func json(_ report: RunReport, _ format: ReportFormat) throws -> [String: Any] {
        let bytes = report.rendered(as: format, version: "1.2.3")
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test("the reports of the orders are as they are kept", arguments: [ReportFormat.frictionless, .sarif, .junit])
    func snapshots(format: ReportFormat) async throws {
        let work = try Workspace(sample: "orders")
        let report = try await report(work, "orders.yaml", issues: 6)
        var text = String(decoding: report.rendered(as: format, version: "1.2.3"), as: UTF8.self)
        if format != .junit {
            let pretty = try JSONSerialization.data(
                withJSONObject: try json(report, format),
                options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
            text = String(decoding: pretty, as: UTF8.self) + "\n"
        }
        text = text.replacing(work.folder.path + "/", with: "")
        let ending = format == .junit ? "xml" : "json"
        let path = "\(SourceTree.root)/Tests/WeirTests/Snapshots/orders.\(format.rawValue).\(ending)"
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let isCurrent = try String(contentsOfFile: path, encoding: .utf8) == text
        #expect(isCurrent, "\(path) is out of date: RECORD_SNAPSHOTS=1 swift test --filter WeirTests")
    }

    @Test("every issue is in each form at its line, and none is left out below the limit")
    func complete() async throws {
        let work = try Workspace(sample: "orders")
        let report = try await report(work, "orders.yaml", issues: 1000)
        #expect(report.issues.count == 24)

        let frictionless = try json(report, .frictionless)
        #expect(frictionless["valid"] as? Bool == false)
        #expect((frictionless["warnings"] as? [Any])?.isEmpty == true)
        let task = try #require((frictionless["tasks"] as? [[String: Any]])?.first)
        let errors = try #require(task["errors"] as? [[String: Any]])
        #expect(errors.map { $0["dataRowNumber"] as? Int } == report.issues.map(\.rowNumber))
        // Frictionless counts the header.
        #expect(errors.map { $0["rowNumber"] as? Int } == report.issues.map { $0.rowNumber + 1 })
        for error in errors {
            for name in ["type", "title", "description", "message", "tags", "note"] { #expect(error[name] != nil) }
        }

        let run = try #require((try json(report, .sarif)["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
        let rules = try #require(driver?["rules"] as? [[String: Any]])
        #expect(results.count == 24)
        for (result, issue) in zip(results, report.issues) {
            let location = ((result["locations"] as? [[String: Any]])?.first)?["physicalLocation"] as? [String: Any]
            #expect((location?["region"] as? [String: Any])?["startLine"] as? Int == issue.line)
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == issue.code.rawValue)
            #expect(result["ruleId"] as? String == issue.code.rawValue)
        }

        let first = (try json(report, .json)["issues"] as? [String: Any])?["first"] as? [[String: Any]]
        #expect(first?.map { $0["row_number"] as? Int } == report.issues.map(\.rowNumber))
    }

    @Test("a report that leaves issues out says so, and counts all")
    func partial() async throws {
        let work = try Workspace(sample: "orders")
        let report = try await report(work, "orders.yaml", issues: 3)
        let frictionless = try json(report, .frictionless)
        #expect((frictionless["stats"] as? [String: Any])?["errors"] as? Int == 24)
        #expect((frictionless["warnings"] as? [String])?.first?.contains("first 3 of 24") == true)
        let sarif = try #require((try json(report, .sarif)["runs"] as? [[String: Any]])?.first)
        let invocation = (sarif["invocations"] as? [[String: Any]])?.first
        let notes = invocation?["toolExecutionNotifications"] as? [[String: Any]]
        #expect(notes?.first?["level"] as? String == "warning")
        #expect((sarif["properties"] as? [String: Any])?["issues"] as? Int == 24)
        #expect(String(decoding: report.rendered(as: .junit, version: ""), as: UTF8.self).contains("first 3 of 24"))
    }

    @Test("a header that does not fit, and a run that fails, are in each form")
    func failures() async throws {
        let header = try Workspace("id,nmae\n1,a\n")
        let sections = PipelineText(fields: ["name: id, type: integer", "name: name, type: string"])
        try header.folder.put(sections.text, in: "p.yaml")
        let mismatch = try await report(header, "p.yaml", issues: 10)
        #expect(mismatch.error?.code.rawValue == "validate.header")
        let task = try #require((try json(mismatch, .frictionless)["tasks"] as? [[String: Any]])?.first)
        let labels = (task["errors"] as? [[String: Any]])?.map { $0["type"] as? String }
        #expect(labels == ["incorrect-label"])
        let junit = String(decoding: mismatch.rendered(as: .junit, version: ""), as: UTF8.self)
        #expect(junit.contains("<failure type=\"incorrect-label\""))

        let cut = try Workspace(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C])
        try cut.folder.put(PipelineText().text, in: "p.yaml")
        let broken = try await report(cut, "p.yaml", issues: 10)
        let errors = try json(broken, .frictionless)["errors"] as? [[String: Any]]
        #expect(errors?.map { $0["type"] as? String } == ["source-error"])
        let run = try #require((try json(broken, .sarif)["runs"] as? [[String: Any]])?.first)
        #expect((run["invocations"] as? [[String: Any]])?.first?["executionSuccessful"] as? Bool == false)
        #expect(
            String(decoding: broken.rendered(as: .junit, version: ""), as: UTF8.self)
                .contains("<error type=\"decode.truncated\""))
    }

    @Test("values and names that would break a format do not", arguments: ReportFormat.allCases)
    func hostile(format: ReportFormat) async throws {
        let nasty = "\"\\<&>]]>\u{1}\u{1B}[2J\u{7F}\u{FFFE}\u{2028}😀"
        let work = try Workspace(bytes: [])
        var bytes = Array("a\n".utf8)
        for value in [nasty, String(repeating: "x", count: 100_000)] {
            bytes += Array("\"\(value.replacing("\"", with: "\"\""))\"\n".utf8)
        }
        bytes += [0xFF, 0x00, 0xC3, 0x0A]
        try work.put(bytes, in: "in <&\u{1}>.csv")
        let text = PipelineText(read: "{ path: \"in <&\\x01>.csv\" }", fields: ["name: a, type: integer"])
        try work.folder.put(text.text, in: "p.yaml")
        var report = try await report(work, "p.yaml", issues: 10)
        report.run.pipeline = nasty
        #expect(report.issues.count >= 3)
        let rendered = report.rendered(as: format, version: nasty)
        #expect(rendered.count < 50_000, "a huge value is cut")
        if format == .junit {
            #expect(XMLParser(data: Data(rendered)).parse())
        } else {
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(rendered)) }
        }
    }

    @Test("each code has words of its own, for rules and titles")
    func vocabulary() {
        for code in IssueCode.allCases.map(\.rawValue) + HeaderIssue.Code.allCases.map(\.rawValue) {
            #expect(IssueVocabulary.codes.contains(code), "add \(code) to IssueVocabulary.swift")
        }
    }

    @Test("each input has a task with a name that Frictionless allows, and its own count")
    func tasks() async throws {
        let work = try Workspace(bytes: [])
        for (name, text) in [("a/X 1.csv", "a\n1\nx\n"), ("b/X 1.csv", "a\n1\n"), ("ü.csv", "a\ny\nz\n")] {
            let folder = (work.folder(name) as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try work.put(Array(text.utf8), in: name)
        }
        let text = PipelineText(read: "{ path: [a/X 1.csv, b/X 1.csv, ü.csv] }", fields: ["name: a, type: integer"])
        try work.folder.put(text.text, in: "p.yaml")
        let report = try await report(work, "p.yaml", issues: 100)
        let tasks = try #require(try json(report, .frictionless)["tasks"] as? [[String: Any]])
        #expect(tasks.map { $0["name"] as? String } == ["x-1", "x-1-2", "table"])
        #expect(tasks.map { ($0["errors"] as? [Any])?.count } == [1, 0, 2])
        #expect(tasks.map { $0["valid"] as? Bool } == [false, true, false])
    }
}
