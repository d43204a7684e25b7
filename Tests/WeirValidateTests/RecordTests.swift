import Testing
import WeirModel
import WeirValidate

/// Records as a whole: ragged ones, faults of earlier stages, and what happens to the rows.
@Suite struct RecordTests {
    private let fields = [
        field("a", .integer), field("b", .string) { $0.constraints.required = true }, field("c", .number),
    ]

    @Test("missing and surplus cells are violations one by one")
    func ragged() throws {
        let checked = try check("1,x,2\n1\n1,x,2,3,4\nz\n", fields)
        #expect(
            checked.findings == [
                "1 1 missing-cell -", "1 2 missing-cell -", "2 3 extra-cell -", "2 4 extra-cell -", "3 0 type-error -",
                "3 1 missing-cell -", "3 2 missing-cell -",
            ])
        #expect(checked.accepted.array == [1, 0, 0, 0])
        #expect(checked.violations[2].valueRange == 14..<15)
    }

    @Test("a rectangular batch of the wrong width is ragged in every row")
    func raggedRectangular() throws {
        #expect(
            try check("1,x\n2,y\n", fields, rectangular: true).findings == ["0 2 missing-cell -", "1 2 missing-cell -"])
        #expect(try check("1,x,2,3\n", fields, rectangular: true).findings == ["0 3 extra-cell -"])
    }

    @Test("keep takes every row, with nulls where there is no value")
    func keep() throws {
        let checked = try check("1,x,2\n1\n1,x,2,3\nz,,1e309\n", fields, policy: .keep)
        #expect(checked.acceptedCount == 4)
        #expect((0..<3).map { checked.value(1, $0) } == ["1", nil, nil])
        #expect((0..<3).map { checked.value(2, $0) } == ["1", "x", "2.0"])
        #expect((0..<3).map { checked.value(3, $0) } == [nil, nil, nil])
        #expect(checked.violations.count == 6)
    }

    @Test("faults come before the violations of their cell, in row order")
    func faults() throws {
        let faults = [
            RecordFault(row: 0, column: 0, code: .quoteError, valueRange: 0..<1),
            RecordFault(row: 1, column: -1, code: .encodingError, valueRange: 0..<1, byteOffset: 5),
        ]
        let checked = try check("z,x,2\nz,x,2\n", fields, faults: faults)
        #expect(
            checked.findings == [
                "0 0 quote-error -", "0 0 type-error -", "1 -1 encoding-error -", "1 0 type-error -",
            ])
    }

    @Test("a record that is too long is rejected even under keep, and nothing else is said of it")
    func tooLong() throws {
        let faults = [RecordFault(row: 0, column: -1, code: .recordTooLong, valueRange: 0..<1)]
        let checked = try check("z\n1,x,2\n", fields, policy: .keep, faults: faults)
        #expect(checked.findings == ["0 -1 record-too-long -"])
        #expect(checked.accepted.array == [0, 1])
    }

    @Test("under keep bytes that are not UTF-8 become U+FFFD before anything is compared")
    func repaired() throws {
        let bytes: [UInt8] = Array("1,caf".utf8) + [0xE9] + Array(",2\n1,ok,3\n".utf8)
        var settings = ValidateSettings()
        settings.onViolation = .keep
        var limited = fields
        limited[1].constraints.maxLength = 4
        limited[1].constraints.pattern = "[a-z]+\u{FFFD}?"
        let plan = try ValidationPlan(schema: TableSchema(fields: limited), settings: settings)
        let fault = RecordFault(row: 0, column: 1, code: .encodingError, valueRange: 5..<6, byteOffset: 5)
        let batch = TableSplitter(bytes).batch(rectangular: true, faults: [fault])
        let checked = try Validator(plan: plan, pool: BufferPool())(batch)
        #expect(checked.value(0, 1) == "caf\u{FFFD}" && checked.value(1, 1) == "ok")
        #expect(checked.findings == ["0 1 encoding-error -"])
        #expect(checked.acceptedCount == 2)
    }

    @Test("missing values are compared with the whole text, quoted or not, short or long")
    func missingValues() throws {
        let texts = ["", "NA", "\"NA\"", "N", "NAN", "not available", "-", "na"]
        for set in [["", "NA"], ["NA"], [""], [], ["not available", "-", "NA", "n/a"]] {
            for rectangular in [false, true] {
                let text = texts.map { "\($0)," }.joined(separator: "\n") + "\n"
                let checked = try check(
                    text, [field("t", .string), field("u", .string)], missingValues: set, rectangular: rectangular)
                let plain = texts.map { $0 == "\"NA\"" ? "NA" : $0 }
                #expect(texts.indices.map { checked.value($0, 0) } == plain.map { set.contains($0) ? nil : $0 })
            }
        }
    }

    @Test("quotes and escapes are resolved, lone quotes stay")
    func unescape() throws {
        let text = "\"a\"\"b\",\"\"\"\"\r\n\"x,\ny\",\"\"\r\n"
        for rectangular in [false, true] {
            let checked = try check(
                text, [field("t", .string), field("u", .string)], missingValues: [], rectangular: rectangular)
            #expect((0..<2).map { checked.value(0, $0) } == ["a\"b", "\""])
            #expect((0..<2).map { checked.value(1, $0) } == ["x,\ny", ""])
        }
    }

    @Test("an escape acts before the quote and before itself only")
    func escape() throws {
        // The splitter knows no escape, so it gets a text of the same shape without quotes inside.
        var batch = TableSplitter(Array("\"a__b____\"\n".utf8)).batch(rectangular: true)
        batch.bytes = Bytes(copying: Array((#""a\"b\\c\"# + "\"\n").utf8))
        (batch.escape, batch.doubleQuote) = (UInt8(ascii: "\\"), false)
        let plan = try ValidationPlan(schema: TableSchema(fields: [field("t", .string)]))
        #expect(try Validator(plan: plan, pool: BufferPool())(batch).value(0, 0) == #"a"b\c\"#)
    }
}
