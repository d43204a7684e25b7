import Foundation
import Testing
import Weir
import WeirModel
import WeirTestKit

/// SARIF logs against the structure that the standard publishes: its schema allows no other members.
@Suite("The structure of SARIF logs")
struct SARIFStructureTests {
    /// An object of the standard, as far as the report has its members.
    struct Shape {
        /// The members, and what stands in them: the name of a shape, or a simple type.
        var members: [String: String]
        var required: Set<String> = []
    }

    /// The objects of SARIF 2.1.0; `[x]` is a list, `a|b` one of several texts.
    static let shapes: [String: Shape] = [
        "log": Shape(members: ["$schema": "uri", "version": "2.1.0", "runs": "[run]"], required: ["version", "runs"]),
        "run": Shape(
            members: [
                "tool": "tool", "invocations": "[invocation]", "artifacts": "[artifact]", "results": "[result]",
                "columnKind": "utf16CodeUnits|unicodeCodePoints", "properties": "anything",
            ], required: ["tool"]),
        "tool": Shape(members: ["driver": "driver"], required: ["driver"]),
        "driver": Shape(members: ["name": "text", "version": "text", "rules": "[rule]"], required: ["name"]),
        "rule": Shape(members: ["id": "text", "name": "text", "shortDescription": "message"], required: ["id"]),
        "message": Shape(members: ["text": "text"], required: ["text"]),
        "invocation": Shape(
            members: [
                "executionSuccessful": "boolean", "exitCode": "integer", "startTimeUtc": "time", "endTimeUtc": "time",
                "toolExecutionNotifications": "[notification]",
            ], required: ["executionSuccessful"]),
        "notification": Shape(
            members: ["descriptor": "reference", "level": level, "message": "message"], required: ["message"]),
        "reference": Shape(members: ["id": "text"]),
        "artifact": Shape(members: ["location": "place", "roles": "[analysisTarget]"]),
        "place": Shape(members: ["uri": "uri", "index": "index"]),
        "result": Shape(
            members: [
                "ruleId": "text", "ruleIndex": "index", "level": level, "message": "message", "locations": "[location]",
                "properties": "anything",
            ], required: ["message"]),
        "location": Shape(members: ["physicalLocation": "physical", "logicalLocations": "[logical]"]),
        "physical": Shape(members: ["artifactLocation": "place", "region": "region"]),
        "region": Shape(members: ["startLine": "line"]),
        "logical": Shape(members: ["name": "text"]),
    ]

    private static let level = "none|note|warning|error"

    /// Says what is wrong with a value, by its place.
    private func faults(_ value: Any, _ kind: String, at place: String = "$") -> [String] {
        if kind.hasPrefix("[") {
            guard let items = value as? [Any] else { return ["\(place) is no list"] }
            let item = String(kind.dropFirst().dropLast())
            return items.enumerated().flatMap { faults($1, item, at: "\(place)[\($0)]") }
        }
        if let shape = Self.shapes[kind] {
            guard let object = value as? [String: Any] else { return ["\(place) is no object"] }
            let missing = shape.required.subtracting(object.keys).map { "\(place).\($0) is missing" }
            return missing
                + object.flatMap { name, value in
                    shape.members[name].map { faults(value, $0, at: "\(place).\(name)") }
                        ?? ["\(place).\(name) is no member of the standard"]
                }
        }
        let isRight =
            switch kind {
            case "anything": value is [String: Any]
            case "boolean": value is Bool
            case "integer": value is Int
            case "index": (value as? Int).map { $0 >= 0 } ?? false
            case "line": (value as? Int).map { $0 >= 1 } ?? false
            case "text": value is String
            case "uri": (value as? String).map { URL(string: $0) != nil } ?? false
            case "time":
                (value as? String).map { $0.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil } ?? false
            default: (value as? String).map { kind.split(separator: "|").map(String.init).contains($0) } ?? false
            }
        return isRight ? [] : ["\(place) is \(value), not \(kind)"]
    }

    private func log(of work: Workspace, _ file: String, issues: Int) async throws -> [String: Any] {
        let pipeline = try Pipeline.load(work.folder(file), environment: [:])
        let report = await (try PipelineRun(pipeline, cores: 2, issueSample: issues)).run()
        let bytes = report.rendered(as: .sarif, version: "1.2.3")
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test("is that of the standard, for issues of all kinds, a part of them, and for foreign keys")
    func issues() async throws {
        for (name, issues) in [("orders", 1_000), ("orders", 3), ("parts", 100)] {
            let log = try await log(of: Workspace(sample: name), "\(name).yaml", issues: issues)
            #expect(faults(log, "log") == [])
            let run = try #require((log["runs"] as? [[String: Any]])?.first)
            let rules = ((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]]
            for result in try #require(run["results"] as? [[String: Any]]) {
                let index = try #require(result["ruleIndex"] as? Int)
                #expect(rules?[index]["id"] as? String == result["ruleId"] as? String)
            }
        }
    }

    @Test("is that of the standard for a header that does not fit, and for a run that fails")
    func failures() async throws {
        let work = try Workspace("id,nmae\n1,a\n")
        try work.folder.put(PipelineText(fields: ["name: id", "name: name"]).text, in: "p.yaml")
        #expect(try await faults(log(of: work, "p.yaml", issues: 10), "log") == [])
        let cut = try Workspace(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C])
        try cut.folder.put(PipelineText().text, in: "p.yaml")
        #expect(try await faults(log(of: cut, "p.yaml", issues: 10), "log") == [])
    }

    @Test("a log that is not so is found out")
    func broken() {
        #expect(faults(["version": "2.0.0", "runs": []], "log") == ["$.version is 2.0.0, not 2.1.0"])
        #expect(faults(["version": "2.1.0", "runs": [[String: Any]()]], "log") == ["$.runs[0].tool is missing"])
        #expect(faults(["startLine": 0], "region") == ["$.startLine is 0, not line"])
        #expect(faults(["startLin": 1], "region") == ["$.startLin is no member of the standard"])
    }
}
