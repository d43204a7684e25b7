import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirValidate
import WeirWrite

@Suite("Headers that are not quite what the schema says")
struct HeaderRunTests {
    @Test("aliases and folding put each value into its field", arguments: ["exact", "equal", "subset"])
    func aliases(match: String) async throws {
        let header = match == "exact" ? "Order ID,day" : "day,ORDER-id"
        let record = match == "exact" ? "7,2024-01-31" : "2024-01-31,7"
        let work = try Workspace("\(header)\n\(record)\n")
        var text = PipelineText(fields: [
            "name: order_id, type: integer", "name: ordered_on, type: date, aliases: [day, date]",
        ]).text
        text.replace("schema: {", with: "header: { foldCase: true, foldSpace: true }, schema: { fieldsMatch: \(match),")
        try work.folder.put(text, in: "pipeline.yaml")
        let report = try await work.run(file: "pipeline.yaml")
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == [["7", "2024-01-31"]])
        #expect(try work.columns() == ["order_id", "ordered_on"])
    }

    @Test("the report has everything that is wrong with a header, one by one")
    func reported() async throws {
        let work = try Workspace("# a note\nid,ordred_on,\n1,2024-01-31,x\n")
        var pipeline = PipelineText(fields: ["name: id, type: integer", "name: ordered_on, type: date"])
        pipeline.parse = "{ dialect: { commentChar: \"#\" } }"
        let report = try await work.run(pipeline)
        let error = try #require(report.error)
        #expect(error.code == .validateHeader && report.exitCode == .badInput)
        #expect(error.position?.line == 2)
        #expect(error.headerIssues.map(\.code) == [.incorrectLabel, .blankLabel])
        let json = String(decoding: report.json, as: UTF8.self)
        #expect(
            json.contains(
                #""issues":[{"severity":"error","issue_type":"incorrect-label","message":"#
                    + #""column 2 is \"ordred_on\": did you mean the field \"ordered_on\"?","#
                    + #""column_number":2,"label":"ordred_on","field_name":"ordered_on","source":"#))
    }

    @Test("a damaged header is replaced by the names of the schema, with a warning for each input")
    func warned() async throws {
        let work = try Workspace()
        try work.folder.put("a,\n1,2\n", in: "1.csv")
        try work.folder.put("a,b\n3,4\n", in: "2.csv")
        try work.folder.put("b,b\n5,6\n", in: "3.csv")
        var pipeline = PipelineText(fields: ["name: a, type: integer", "name: b, type: integer"])
        pipeline.read = "{ path: \"?.csv\" }"
        for batchBytes in ["1", "1MiB"] {
            try work.remove("out.db")
            let report = try await work.run(pipeline, ["limits.batchBytes=\(batchBytes)"])
            #expect(report.exitCode == .allAccepted)
            #expect(try work.rows().count == 3)
            let warnings = report.summary.headerWarnings
            #expect(
                warnings.map(\.description) == [
                    "blank-label: column 2 has no label; the field there is \"b\"",
                    "duplicate-label: column 1 is \"b\" like column 2 instead of \"a\"",
                ])
            #expect(warnings.map(\.line) == [1, 1])
            #expect(warnings.allSatisfy { $0.severity == .warning })
        }
    }

    @Test("a label that means two fields is found before anything is read")
    func ambiguous() async throws {
        let work = try Workspace("a,b\n1,2\n")
        var text = PipelineText(fields: ["name: a", "name: b, aliases: [A]"]).text
        text.replace("schema: {", with: "header: { foldCase: true }, schema: {")
        try work.folder.put(text, in: "pipeline.yaml")
        await #expect(throws: (any Error).self) { try await work.run(file: "pipeline.yaml") }
    }
}
