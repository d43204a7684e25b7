import Testing
import Weir
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite

@Suite("What issues tell of values")
struct PrivacyRunTests {
    static let fields = [
        "name: i, type: integer, constraints: { minimum: 5 }", "name: n, type: number", "name: b, type: boolean",
        "name: d, type: date", "name: t, type: datetime", "name: y, type: year", "name: m, type: time",
        #"name: s, type: string, constraints: { pattern: "[a-z]*", maxLength: 3, enum: [ok] }"#,
        "name: e, type: string, format: email",
    ]
    /// Every value holds QZ or is 42424242 in some way, which nothing else does.
    static let input = """
        i,n,b,d,t,y,m,s,e
        QZ1,QZ2,QZ3,QZ4,QZ5,QZ6,QZ7,QZ8,QZ9
        -42424242,42424242,,,,,,ok,
        9,42424242.4242,,,,,,ok,
        99424242424242424242,1,,,,,,ok,,QZ10
        9
        9,1,,,,,,"QZ" x,

        """

    private func run(_ issues: String, _ overrides: [String] = []) async throws -> (
        work: Workspace, report: RunReport, told: String
    ) {
        let work = try Workspace(bytes: Array(Self.input.utf8) + Array("9,1,,,,,,QZ".utf8) + [0xE9, 0x0A])
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.rules = "[{ name: apart, expression: n < 4000 }, { name: same, expression: s = 'ok' }]"
        pipeline.emit = "[ { ndjson: { path: events.ndjson } } ]"
        pipeline.issues = issues
        try work.folder.put(pipeline.text, in: "pipeline.yaml")
        let loaded = try Pipeline.load(work.folder("pipeline.yaml"), overrides: overrides, environment: [:])
        let run = try PipelineRun(loaded, cores: 2, issueSample: 1000)
        let report = await run.run()
        var told = String(decoding: report.json, as: UTF8.self)
        for name in ["issues.ndjson", "events.ndjson"] {
            told += String(decoding: work.bytes(name) ?? [], as: UTF8.self)
        }
        for issue in run.issues.first { told += "\(issue)" }
        told += "\(report)"
        return (work, report, told)
    }

    @Test("with none no value is told anywhere, but each issue is there", arguments: ["reject", "keep", "stop"])
    func none(onViolation: String) async throws {
        let full = try await run("{ path: issues.ndjson }", ["validate.onViolation=\(onViolation)"])
        #expect(full.told.contains("QZ"))
        let none = try await run("{ path: issues.ndjson, values: none }", ["validate.onViolation=\(onViolation)"])
        #expect(!none.told.contains("QZ"))
        #expect(!none.told.contains("42424242"))
        #expect(!none.told.contains("0xE9"))
        #expect(try none.work.issues().map(\.brief) == full.work.issues().map(\.brief))
        #expect(try none.work.issues().allSatisfy { $0.value == nil })
        #expect(none.report.summary.violations.entries.allSatisfy { $0.examples.isEmpty })
    }

    @Test("masked values show their form only")
    func masked() async throws {
        let (work, _, told) = try await run("{ path: issues.ndjson, values: masked }")
        #expect(!told.contains("QZ") && !told.contains("42424242"))
        let issues = try work.issues()
        #expect(issues[0].message == "\"AA9\" is not an integer" && issues[0].value == "AA9")
        #expect(issues.contains { $0.message == "-99999999 is less than the minimum 5" })
        #expect(issues.contains { $0.value == "n is 99999999.9999" })
    }

    @Test("hashed values are equal where the values are, under a key of the run or of the pipeline")
    func hashed() async throws {
        let random = [
            try await run("{ path: issues.ndjson, values: hashed }"),
            try await run("{ path: issues.ndjson, values: hashed }"),
        ]
        let keyed = [
            try await run("{ path: issues.ndjson, values: hashed, key: 0123456789 }"),
            try await run("{ path: issues.ndjson, values: hashed, key: 0123456789 }"),
        ]
        for (_, _, told) in random + keyed { #expect(!told.contains("QZ") && !told.contains("42424242")) }
        let values = try (random + keyed).map { try $0.work.issues().map(\.value) }
        #expect(values[0] != values[1] && values[2] == values[3])
        let first = try #require(values[2][0])
        #expect(first.wholeMatch(of: /#[0-9a-f]{16}/) != nil)
    }

    @Test("a path alone is a path, and settings that go with nothing are refused")
    func settings() throws {
        func read(_ issues: String) throws -> PipelineSpec {
            try PipelineDocument.parse(
                "read: { path: x.csv }\nwrite: { null: {}, issues: \(issues) }\n", name: "p.yaml"
            ).read(PipelineSpec.self)
        }
        #expect(try read("x.ndjson").write.issues.path?.text == "x.ndjson")
        #expect(try read("\"\"").write.issues.path?.text == "")
        #expect(try read("{ values: none }").write.issues.path == nil)
        for wrong in ["{ values: hidden }", "{ key: abcdefgh }", "{ values: hashed, key: short }", "{ value: none }"] {
            #expect(throws: SpecProblems.self) { try read(wrong) }
        }
    }
}
