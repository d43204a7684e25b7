import Foundation
import Testing
import WeirModel
import WeirValidate

/// What a person reads of a violation.
@Suite struct IssueRendererTests {
    private func issues(
        _ text: [UInt8], _ fields: [TableSchema.Field], policy: ViolationPolicy = .reject, faults: [RecordFault] = []
    ) throws -> [WeirModel.Issue] {
        var settings = ValidateSettings()
        settings.onViolation = policy
        let plan = try ValidationPlan(schema: TableSchema(fields: fields), settings: settings)
        var batch = TableSplitter(text).batch(rectangular: false, faults: faults)
        (batch.firstRecord, batch.firstLine, batch.byteOffset) = (100, 200, 5000)
        let checked = try Validator(plan: plan, pool: BufferPool())(batch)
        let renderer = IssueRenderer(plan: plan, sources: [SourceInfo(name: "t.csv", byteCount: nil)])
        return renderer.issues(of: checked, limit: checked.violations.count)
    }

    private func messages(_ text: String, _ fields: [TableSchema.Field]) throws -> [String] {
        try issues(Array(text.utf8), fields).map(\.message)
    }

    @Test("an issue says where it is, in every way of counting")
    func places() throws {
        let fields = [field("id", .integer), field("note", .string)]
        let all = try issues(Array("1,\"two\nlines\"\nx,\r\ny,\n".utf8), fields)
        #expect(all.map(\.rowNumber) == [102, 103])
        #expect(all.map(\.line) == [203, 204])
        #expect(all.map(\.byteOffset) == [5014, 5018])
        #expect(all.map(\.value) == ["x", "y"])
        #expect(all[0].fieldName == "id" && all[0].fieldNumber == 1 && all[0].source == "t.csv")
        #expect(all[0].severity == .error)
    }

    @Test("a value that fails its JSON Schema is told which part of it fails")
    func jsonSchema() throws {
        let schema = #"{"required":["a"],"properties":{"a":{"maximum":3},"b/c":{"items":{"type":"integer"}}}}"#
        let field = field("v", .object) { $0.constraints.jsonSchema = schema }
        let rows = [#"{"b":1}"#, #"{"a":7}"#, #"{"a":1,"b/c":[1,"x"]}"#]
        let text = rows.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"\n" }.joined()
        #expect(
            try messages(text, [field]).map { $0.components(separatedBy: " of the field: ")[1] } == [
                #"it fails required "a""#, "/a fails maximum", "/b~1c/1 fails type",
            ])
    }

    @Test("messages can be acted on")
    func texts() throws {
        let month = field("month", .integer) {
            $0.constraints.required = true
            $0.constraints.maximum = "12"
        }
        #expect(
            try messages("abc\n13\n99999999999999999999\n\"\"\n1,2\n", [month]) == [
                "\"abc\" is not an integer", "13 is greater than the maximum 12",
                "99999999999999999999 does not fit into 64 bits", "a value is required",
                "surplus cell 2: the record should have 1 cell",
            ])
        #expect(
            try messages("1\n", [field("a", .integer), field("tailnum", .string)])
                == ["the record has 1 cell instead of 2; \"tailnum\" is missing"])
        let day = field("d", .date) { $0.format = "%d.%m.%Y" }
        #expect(try messages("30.02.2020\n", [day]) == ["\"30.02.2020\" is not a date of the form \"%d.%m.%Y\""])
    }

    @Test("values are cut at a character and shown without harm")
    func shownValues() throws {
        let number = field("n", .integer)
        let long = try issues(Array((String(repeating: "é", count: 500) + "\n").utf8), [number])
        #expect(long.first?.value == String(repeating: "é", count: 200) + "…")
        let odd = try issues([0x61, 0xE9, 0x1B, 0x09, 0x0A], [number])
        #expect(odd.first?.value == "a\\xE9\\x1B\\t")
    }

    @Test("a bad byte is named with its offset, and a kept row is only warned about")
    func encoding() throws {
        let fault = RecordFault(row: 0, column: -1, code: .encodingError, valueRange: 0..<2, byteOffset: 5001)
        let issue = try issues([0x61, 0xE9, 0x0A], [field("t", .string)], policy: .keep, faults: [fault]).first
        #expect(issue?.message == "byte 0xE9 at offset 5001 is not valid UTF-8")
        #expect(issue?.byteOffset == 5001 && issue?.severity == .warning && issue?.fieldName == nil)
    }
}
