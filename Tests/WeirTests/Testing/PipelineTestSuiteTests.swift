import Foundation
import Testing
import Weir
import WeirModel
import WeirSpec
import WeirTestKit

@Suite("Tests of pipelines")
struct PipelineTestSuiteTests {
    static let pipelines = SourceTree.root + "/Pipelines"

    @Test("each pipeline of this repository has tests, and they pass")
    func repository() async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.pipelines).sorted()
        let tests = files.filter(PipelineTestFile.isNamed)
        let pipelines = files.filter { $0.hasSuffix(".yaml") && !tests.contains($0) }
        #expect(pipelines.count >= 3)
        for name in pipelines {
            let test = name.replacing(".yaml", with: ".test.yaml")
            guard tests.contains(test) else {
                Issue.record("\(name) has no tests: write \(test)")
                continue
            }
            let results = await (try PipelineTestSuite("\(Self.pipelines)/\(test)")).run()
            #expect(results.count >= 3, "\(test)")
            for result in results {
                #expect(result.differences.isEmpty, "\(test): \(result.name)")
            }
        }
    }

    /// Runs one test of a small pipeline with a good row, a bad one and one that is cut off.
    private func differences(_ expect: String, _ more: String = "") async throws -> [PipelineTestResult.Difference] {
        let folder = try TemporaryFolder()
        try folder.put(
            PipelineText(fields: ["name: id, type: integer", "name: price, type: number"]).text, in: "p.yaml")
        let test = """
            tests:
              - name: a test
                input: "id,price\\n1,9.50\\n2,free\\n3\\n"
                expect: \(expect)
            \(more)
            """
        try folder.put(test, in: "p.test.yaml")
        let results = await (try PipelineTestSuite(folder("p.test.yaml"))).run()
        #expect(results.map(\.name) == ["a test"])
        #expect(results.first?.line == 2)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["p.test.yaml", "p.yaml"], "a test leaves nothing behind and touches no target")
        return results.flatMap(\.differences)
    }

    @Test(
        "what comes as expected passes",
        arguments: [
            "{ exit: 1, read: 4, accepted: 1, rejected: 2, skipped: 1 }",
            "{ rows: [ { id: 1, price: 9.5 } ] }", "{ rows: [ { price: 9.50 } ] }", "{ rows: [ {} ] }",
            "{ rows: [ { id: 1.0, price: '9.50' } ] }",
            "{ issues: [ { row: 2, line: 3, code: type-error, field: price, value: free }, { code: missing-cell } ] }",
            "{ issues: [ { severity: error, message: free }, { row: 3, field: price } ] }",
            "{ rejects: \"id,price\\n2,free\\n3\\n\" }", "{ rejects: \"id,price\\r\\n2,free\\r\\n3\" }",
        ])
    func passes(expect: String) async throws {
        #expect(try await differences(expect) == [])
    }

    @Test(
        "what comes otherwise is told",
        arguments: [
            ("{ exit: 0 }", "exit: expected 0, found 1"),
            ("{ error: write.failed }", "error: expected write.failed, found none"),
            ("{ accepted: 2 }", "accepted: expected 2, found 1"),
            ("{ rows: [] }", "rows: expected 0, found 1|+ { id: 1, price: 9.50 }"),
            ("{ rows: [ { id: 2 } ] }", "rows: expected 1, found 1|row 1: id: expected 2, found 1"),
            ("{ rows: [ { price: null } ] }", "rows: expected 1, found 1|row 1: price: expected null, found 9.50"),
            ("{ rows: [ { price: '9.5' } ] }", "rows: expected 1, found 1|row 1: price: expected \"9.5\", found 9.50"),
            ("{ rows: [ { id: 1 }, { id: 3 } ] }", "rows: expected 2, found 1|- { id: 3 }"),
            ("{ rows: [ { prize: 1 } ] }", "rows: there is no column \"prize\" (did you mean \"price\"?)"),
            ("{ rejects: \"id,price\\n3\\n\" }", "rejects: expected 2 lines, found 3|+ 2,free"),
            (
                "{ issues: [ { row: 2, code: extra-cell }, { row: 3 } ] }",
                "issues: expected 2, found 2|- row 2, code extra-cell"
                    + "|+ row 2: type-error in \"price\": \"free\" is not a number"
            ),
            ("{ issues: [ { row: 2 }, { row: 3 }, { row: 4 } ] }", "issues: expected 3, found 2|- row 4"),
        ])
    func fails(expect: String, told: String) async throws {
        let lines = try await differences(expect).map { ([$0.message] + $0.details).joined(separator: "|") }
        #expect(lines == [told])
    }

    @Test("settings of the pipeline can be changed, and its environment given")
    func changes() async throws {
        let more = """
                set: [validate.onViolation=stop, "write.rejects=${WEIR_NOT_SET}.csv"]
                environment: { WEIR_NOT_SET: x }
            """
        // What stands in a file of tests is expanded there; the pipeline's own names take the values of the test.
        #expect(throws: SpecProblems.self) {
            let folder = try TemporaryFolder()
            try folder.put(PipelineText().text, in: "p.yaml")
            try folder.put(
                "tests: [{ name: a, input: a, expect: { exit: 0 }, set: ['name=${WEIR_NO}'] }]", in: "p.test.yaml")
            _ = try PipelineTestSuite(folder("p.test.yaml"))
        }
        let escaped = more.replacing("${", with: "$${")
        #expect(try await differences("{ exit: 5, error: validate.violation, rows: [] }", escaped) == [])
    }

    @Test("a run that fails without being expected to fails the test")
    func unexpectedFailure() async throws {
        let messages = try await differences("{ rejected: 1 }", "    set: [validate.errorBudget.count=1]").map(
            \.message)
        #expect(messages.first?.hasPrefix("the run failed: write.budgetExceeded: ") == true)
    }

    @Test("what is wrong with a file of tests is told with its place")
    func problems() throws {
        let folder = try TemporaryFolder()
        try folder.put(PipelineText().text, in: "p.yaml")
        let test = """
            tests:
              - name: a
                inptu: x
                expect: { isues: [], rows: 3 }
              - name: b
                input: x
                file: y
                expect: {}
              - { name: c, input: x, expect: { issues: [ { cod: x, code: no-code } ], exit: 9, error: write.fialed } }
            """
        try folder.put(test, in: "p.test.yaml")
        let problems = #expect(throws: SpecProblems.self) { _ = try PipelineTestSuite(folder("p.test.yaml")) }
        let lines = (problems?.problems ?? []).map { "\($0.position.line ?? 0): \($0.message)" }
        for part in [
            "3: unknown setting \"inptu\" in tests.0 (did you mean \"input\"?)",
            "4: unknown setting \"isues\" in tests.0.expect (did you mean \"issues\"?)",
            "4: tests.0.expect.rows: expected ", "7: tests.1.file: give `input` or `file`, not both",
            "8: tests.1.expect: nothing is expected", "9: unknown setting \"cod\" in tests.2.expect.issues.0",
            "9: tests.2.expect.issues.0.code: expected ", "9: tests.2.expect.exit: 9 is no exit code",
            "9: tests.2.expect.error: \"write.fialed\" is no error code (did you mean \"write.failed\"?)",
        ] {
            #expect(lines.contains { $0.hasPrefix(part) }, "\(part)")
        }
    }

    @Test("files are found in folders, by their names and in order")
    func finder() throws {
        let folder = try TemporaryFolder()
        let manager = FileManager.default
        for name in ["b", "a/c", ".hidden"] {
            try manager.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
            try folder.put("", in: "\(name)/x.test.yaml")
            try folder.put("", in: "\(name)/x.yaml")
        }
        try folder.put("", in: "z.test.json")
        try manager.createSymbolicLink(atPath: folder("b/loop"), withDestinationPath: folder.path)
        let found = try PipelineTestFinder.files(in: [folder.path, folder("b/x.test.yaml"), folder("a/c/x.yaml")])
        let names = ["z.test.json", "a/c/x.test.yaml", "b/x.test.yaml", "a/c/x.yaml"]
        #expect(found == names.map { folder($0) })
        #expect(throws: WeirError.self) { try PipelineTestFinder.files(in: [folder("nowhere")]) }
        #expect(throws: WeirError.self) { try PipelineTestFinder.files(in: [folder(".hidden/..hidden")]) }
    }
}
