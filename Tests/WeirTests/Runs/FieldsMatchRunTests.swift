import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirValidate
import WeirWrite

@Suite("Fields and columns by name")
struct FieldsMatchRunTests {
    /// A `fieldsMatch`, a header, and the rows of `a` and `b` that must be stored for one record; `nil`: refused.
    struct Case: Sendable, CustomTestStringConvertible {
        var match: String
        var header: String
        var row: [String?]?
        var testDescription: String { "\(match) with \(header)" }
    }

    static let cases: [Case] = [
        Case(match: "exact", header: "a,b", row: ["1", "2"]),
        Case(match: "exact", header: "b,a", row: nil),
        Case(match: "equal", header: "b,a", row: ["2", "1"]),
        Case(match: "equal", header: "b,a,c", row: nil),
        Case(match: "subset", header: "c,b,a", row: ["3", "2"]),
        Case(match: "subset", header: "b,c", row: nil),
        Case(match: "superset", header: "b", row: [nil, "1"]),
        Case(match: "superset", header: "b,c", row: nil),
        Case(match: "partial", header: "c,b", row: [nil, "2"]),
        Case(match: "partial", header: "c,d", row: nil),
    ]

    @Test("a value goes to the field of its label", arguments: cases)
    func matches(expected: Case) async throws {
        let count = expected.header.split(separator: ",").count
        let record = (1...count).map { "\($0)" }.joined(separator: ",")
        let work = try Workspace("\(expected.header)\n\(record)\n")
        var text = PipelineText(fields: ["name: a, type: integer", "name: b, type: integer"]).text
        text.replace("schema: {", with: "schema: { fieldsMatch: \(expected.match),")
        try work.folder.put(text, in: "pipeline.yaml")
        let report = try await work.run(file: "pipeline.yaml")
        guard let row = expected.row else {
            #expect(report.error?.code == .validateHeader)
            #expect(report.exitCode == .badInput)
            return
        }
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == [row])
        #expect(try work.columns() == ["a", "b"])
    }

    @Test("files with their columns in different orders are one table")
    func orders() async throws {
        let work = try Workspace()
        try work.folder.put("a,b\n1,2\n", in: "1.csv")
        try work.folder.put("b,a\n4,3\nx,5\n", in: "2.csv")
        var text = PipelineText(fields: ["name: a, type: integer", "name: b, type: integer"])
        text.read = "{ path: \"?.csv\" }"
        try work.folder.put(
            text.text.replacing("schema: {", with: "schema: { fieldsMatch: equal,"), in: "pipeline.yaml")
        let report = try await work.run(file: "pipeline.yaml")
        #expect(try work.rows() == [["1", "2"], ["3", "4"]])
        let issue = try #require(try work.issues().first)
        #expect(issue.fieldName == "b")
        #expect(issue.value == "x")
        #expect(work.folder.text("rejects.csv") == "b,a\nx,5\n")
        #expect(report.summary.totals.rejected == 1)
    }
}
