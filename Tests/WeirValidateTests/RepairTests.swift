import Testing
import WeirModel

@testable import WeirValidate

/// What a schema declares about where values come from and how their texts are mended.
@Suite struct RepairTests {
    /// A field, the cells of a column, and the values and findings that must come of them.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var field: TableSchema.Field
        var cells: [String]
        var values: [String?]
        var findings: [String] = []
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "white space is dropped at both ends, the no-break space too",
            field: field("f", .string) { $0.mapping.trim = .both },
            cells: [" a ", "\t\u{A0}b c\u{A0}\u{A0}", "é ", "\"  quoted \"", "\" a\"\"b \""],
            values: ["a", "b c", "é", "quoted", "a\"b"]),
        Case(
            name: "white space is dropped in front only", field: field("f", .string) { $0.mapping.trim = .left },
            cells: [" a "], values: ["a "]),
        Case(
            name: "white space is dropped behind only", field: field("f", .string) { $0.mapping.trim = .right },
            cells: [" a "], values: [" a"]),
        Case(
            name: "a trimmed text can be missing", field: field("f", .integer) { $0.mapping.trim = .both },
            cells: ["  ", " 12 ", "1 2"], values: [nil, "12", nil], findings: ["2 0 type-error -"]),
        Case(
            name: "what only white space makes missing fails where a value is required",
            field: field("f", .string) {
                $0.mapping.trim = .both
                $0.constraints.required = true
            }, cells: ["  ", "x"], values: [nil, "x"], findings: ["0 0 constraint-error required"]),
        Case(
            name: "texts of nullIf are no value",
            field: field("f", .number) { $0.mapping.nullIf = ["-", "n/a", "99"] },
            cells: ["-", "n/a", "99", "99.0", "9.9", "N/A"], values: [nil, nil, nil, nil, "9.9", nil],
            findings: ["5 0 type-error -"]),
        Case(
            name: "nullIf of a date is compared by value",
            field: field("f", .date) {
                $0.format = "%d.%m.%Y"
                $0.mapping.nullIf = ["01.01.1900"]
            }, cells: ["1.1.1900", "02.01.1970"], values: [nil, "1"]),
        Case(
            name: "nullIf of a text is compared as it is", field: field("f", .string) { $0.mapping.nullIf = ["none"] },
            cells: ["none", "None"], values: [nil, "None"]),
        Case(
            name: "nullIf where a value is required",
            field: field("f", .integer) {
                $0.mapping.nullIf = ["0"]
                $0.constraints.required = true
            }, cells: ["0", "00", "1"], values: [nil, nil, "1"],
            findings: ["0 0 constraint-error required", "1 0 constraint-error required"]),
        Case(
            name: "letters change their case by the rules of Unicode",
            field: field("f", .string) { $0.mapping.letterCase = .lower },
            cells: ["ABC", "abc", "ÄÖ-X", "\"A\"\"B\""], values: ["abc", "abc", "äö-x", "a\"b"]),
        Case(
            name: "letters change their case before an enum is looked at",
            field: field("f", .string) {
                $0.mapping.letterCase = .upper
                $0.constraints.enumeration = ["YES", "STRASSE"]
            }, cells: ["yes", "straße", "no"], values: ["YES", "STRASSE", "NO"],
            findings: ["2 0 constraint-error enum"]),
        Case(
            name: "a default takes the place of no value and is checked like all values",
            field: field("f", .integer) {
                $0.mapping.fallback = "7"
                $0.mapping.nullIf = ["0"]
                $0.constraints.required = true
                $0.constraints.minimum = "8"
            }, cells: ["NA", "9", "0", "00", "x"], values: ["7", "9", "7", "7", nil],
            findings: [
                "0 0 constraint-error minimum", "2 0 constraint-error minimum", "3 0 constraint-error minimum",
                "4 0 type-error -",
            ]),
        Case(
            name: "a default of a text is not changed in its case",
            field: field("f", .string) {
                $0.mapping.fallback = "None"
                $0.mapping.letterCase = .upper
            }, cells: ["NA", "a"], values: ["None", "A"]),
    ]

    @Test("a column comes out as declared, in both layouts and in every row of many tiles", arguments: cases)
    func mended(expected: Case) throws {
        for repeats in [1, 100] {
            let count = expected.cells.count
            let text = (0..<repeats).map { _ in expected.cells.map { "\($0),x\n" }.joined() }.joined()
            for rectangular in [false, true] {
                let checked = try check(
                    text, [expected.field, field("rest", .string)], missingValues: ["", "NA"],
                    rectangular: rectangular)
                for row in 0..<count * repeats {
                    #expect(checked.value(row, 0) == expected.values[row % count], "row \(row)")
                    #expect(checked.value(row, 1) == "x")
                }
                #expect(checked.findings.prefix(expected.findings.count).map(\.self) == expected.findings)
                #expect(checked.findings.count == expected.findings.count * repeats)
            }
        }
    }

    @Test("a record without the cell is a fault and gets no default")
    func missingCell() throws {
        let fields = [field("a", .integer), field("b", .integer) { $0.mapping.fallback = "1" }]
        let checked = try check("1\n2,\n", fields)
        #expect(checked.findings == ["0 1 missing-cell -"])
        #expect(checked.value(0, 1) == nil && checked.value(1, 1) == "1")
    }

    @Test("a constant is no cell of the data, is checked like all values, and stands in every row")
    func constants() throws {
        let fields = [
            field("kind", .string) { $0.mapping.constant = "order" }, field("a", .integer),
            field("n", .integer) {
                $0.mapping.constant = "3"
                $0.constraints.maximum = "2"
            },
        ]
        let rows = 300
        let text = (0..<rows).map { "\($0)\n" }.joined()
        let checked = try check(text, fields)
        for row in 0..<rows {
            #expect(checked.value(row, 0) == "order")
            #expect(checked.value(row, 1) == "\(row)")
            #expect(checked.value(row, 2) == "3")
        }
        #expect(checked.findings.count == rows && checked.findings[5] == "5 2 constraint-error maximum")
        #expect(try check("1,2\n", fields).findings.first == "0 1 extra-cell -")
    }

    @Test("a field is found by the label that it comes from, and a constant by none")
    func from() throws {
        var fields = [
            field("a", .integer) { $0.mapping.from = "b" }, field("b", .integer) { $0.mapping.from = "a" },
            field("c", .string) { $0.mapping.constant = "x" }, field("d", .integer) { $0.mapping.fallback = "9" },
        ]
        func checked(_ match: TableSchema.FieldsMatch, _ labels: [String]) throws -> CheckedBatch {
            let plan = try ValidationPlan(schema: TableSchema(fields: fields, fieldsMatch: match))
            let row = labels.indices.map { "\($0 + 1)" }.joined(separator: ",")
            return try Validator(plan: plan, pool: BufferPool())(
                TableSplitter(Array("\(row)\n".utf8)).batch(header: labels, rectangular: false))
        }
        for (match, labels) in [
            (TableSchema.FieldsMatch.equal, ["a", "b", "d"]), (.superset, ["a", "b"]), (.partial, ["x", "b", "a"]),
        ] {
            let batch = try checked(match, labels)
            let expected = match == .partial ? ["2", "3", "x", "9"] : ["2", "1", "x", match == .equal ? "3" : "9"]
            #expect(fields.indices.map { batch.value(0, $0) } == expected, "\(match)")
            #expect(batch.violations.isEmpty)
        }
        fields = [field("z", .integer) { $0.mapping.from = "Zahl" }]
        let error = #expect(throws: WeirError.self) { try checked(.exact, ["z"]) }
        #expect(error?.headerIssues.map(\.message) == ["column 1 is \"z\" instead of \"Zahl\" (the field \"z\")"])
    }

    @Test("what cannot be the value of its field is found when the schema is compiled")
    func refused() {
        func refuses(_ type: TableSchema.FieldType, _ change: (inout TableSchema.Mapping) -> Void) -> Bool {
            let field = field("f", type) { change(&$0.mapping) }
            do {
                _ = try ValidationPlan(
                    schema: TableSchema(fields: [field, TableSchema.Field(name: "g")], missingValues: ["", "-"]))
                return false
            } catch {
                return error.code == .validateBadMapping
            }
        }
        #expect(refuses(.integer) { $0.fallback = "x" })
        #expect(refuses(.date) { $0.constant = "2024-02-30" })
        #expect(refuses(.string) { $0.fallback = "" })
        #expect(refuses(.string) { $0.constant = "-" })
        #expect(refuses(.string) { $0.constant = "a\0" })
        #expect(!refuses(.integer) { $0.fallback = "1" })
        #expect(!refuses(.integer) { $0.nullIf = ["x", "1"] })
        let constant = field("f", .string) { $0.mapping.constant = "x" }
        let error = #expect(throws: WeirError.self) { try ValidationPlan(schema: TableSchema(fields: [constant])) }
        #expect(error?.code == .validateBadMapping)
    }
}
