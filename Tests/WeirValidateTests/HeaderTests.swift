import Testing
import WeirModel
import WeirValidate

/// How headers and schemas find each other, and what ends a run because they do not.
@Suite struct HeaderTests {
    private func check(
        _ names: [String], _ labels: [String], _ match: TableSchema.FieldsMatch, _ row: String = "1,2,3"
    ) throws -> [String?] {
        let fields = names.map { TableSchema.Field(name: $0) }
        let plan = try ValidationPlan(schema: TableSchema(fields: fields, fieldsMatch: match))
        let batch = TableSplitter(Array((row + "\n").utf8)).batch(header: labels, rectangular: false)
        let checked = try Validator(plan: plan, pool: BufferPool(), sources: [SourceInfo(name: "t.csv", byteCount: 1)])(
            batch)
        #expect(checked.violations.isEmpty)
        return names.indices.map { checked.value(0, $0) }
    }

    private func problems(
        _ names: [String], _ labels: [String], _ match: TableSchema.FieldsMatch
    ) -> WeirError? {
        #expect(throws: WeirError.self) { try check(names, labels, match) }
    }

    @Test("exact goes by position, and damaged labels are replaced")
    func exact() throws {
        #expect(try check(["a", "b", "c"], ["a", "b", "c"], .exact) == ["1", "2", "3"])
        #expect(try check(["a", "b", "c"], ["a", "", " "], .exact) == ["1", "2", "3"])
        #expect(try check(["a", "b", "c"], ["x", "b", "x"], .exact) == ["1", "2", "3"])
    }

    @Test("all problems of a header are told at once, with the place")
    func allProblems() throws {
        let error = try #require(problems(["a", "b"], ["b", "a", "z"], .exact))
        #expect(error.code == .validateHeader)
        #expect(error.position == WeirError.Position(file: "t.csv", line: 1))
        #expect(error.message.contains("incorrect-label: column 1 is \"b\" instead of \"a\""))
        #expect(error.message.contains("incorrect-label: column 2 is \"a\" instead of \"b\""))
        #expect(error.message.contains("extra-label: column 3, \"z\""))
        #expect(
            problems(["a", "b"], ["a"], .exact)?.message.contains("missing-label: there is no column \"b\"") == true)
    }

    @Test("the other ways go by name")
    func byName() throws {
        #expect(try check(["c", "a", "b"], ["a", "b", "c"], .equal) == ["3", "1", "2"])
        #expect(try check(["c"], ["a", "b", "c"], .subset) == ["3"])
        #expect(try check(["d", "c", "b", "a"], ["a", "b", "c"], .superset) == [nil, "3", "2", "1"])
        #expect(try check(["d", "b"], ["a", "b", "c"], .partial) == [nil, "2"])
    }

    @Test("each way refuses what it does not allow")
    func refused() {
        #expect(problems(["a", "b"], ["a", "c", "b"], .equal)?.message.contains("extra-label") == true)
        #expect(problems(["a", "b"], ["a"], .equal)?.message.contains("missing-label") == true)
        #expect(problems(["a", "b"], ["a", "c"], .subset)?.message.contains("missing-label") == true)
        #expect(problems(["a", "b"], ["a", "c"], .superset)?.message.contains("extra-label") == true)
        #expect(problems(["a", "b"], ["x", "y", "z"], .partial)?.message.contains("unmatched-header") == true)
        #expect(problems(["a", "b"], ["a", "b", "a"], .subset)?.message.contains("duplicate-label") == true)
        #expect(problems(["a"], ["a", ""], .equal)?.message.contains("blank-label") == true)
    }

    @Test("a required field that the data does not have fails in every row")
    func absentRequired() throws {
        let fields = [TableSchema.Field(name: "a"), field("b", .integer) { $0.constraints.required = true }]
        let plan = try ValidationPlan(schema: TableSchema(fields: fields, fieldsMatch: .superset))
        let batch = TableSplitter(Array("1\n2\n".utf8)).batch(header: ["a"], rectangular: true)
        let checked = try Validator(plan: plan, pool: BufferPool())(batch)
        #expect(checked.findings == ["0 1 constraint-error required", "1 1 constraint-error required"])
        #expect(checked.acceptedCount == 0)
    }

    @Test("without a schema the fields come from the header")
    func inferred() throws {
        let header = TableHeader(
            labels: ["id", "", "ID", "id", " "], isPresent: true, prologue: [], line: 1, fieldCount: 6)
        #expect(
            TableSchema.inferred(from: header).fields.map(\.name) == [
                "id", "field2", "ID_2", "id_3", "field5", "field6",
            ])
        let validator = Validator(plan: try ValidationPlan(schema: nil), pool: BufferPool())
        let splitter = TableSplitter(Array("1,\n".utf8))
        let checked = try validator(splitter.batch(header: ["a", "b"], rectangular: true))
        #expect(checked.value(0, 0) == "1" && checked.value(0, 1) == nil)
        #expect(throws: WeirError.self) {
            try validator(splitter.batch(header: ["a", "c"], rectangular: true, source: 1))
        }
    }

    @Test("an empty input is fine whatever the schema says")
    func empty() throws {
        let plan = try ValidationPlan(schema: TableSchema(fields: [TableSchema.Field(name: "a")]))
        let checked = try Validator(plan: plan, pool: BufferPool())(
            TableSplitter([]).batch(header: [], rectangular: true))
        #expect(checked.rows == 0 && checked.violations.isEmpty)
    }
}
