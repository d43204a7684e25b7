import Testing
import Weir
import WeirModel
import WeirParse
import WeirSpec
import WeirTestKit
import WeirWrite

@Suite("The names of inputs tell their format")
struct FormatByNameTests {
    private static let text: [String: String] = [
        "csv": "id,name\n1,a b\n", "tsv": "id\tname\n1\ta b\n", "jsonl": "{\"name\":\"a b\",\"id\":1}\n",
    ]

    @Test(
        "whatever is packed around them",
        arguments: [
            ("a.csv", "csv"), ("a.CSV", "csv"), ("a.txt", "csv"), ("a", "csv"), ("a.tsv", "tsv"), ("a.tab", "tsv"),
            ("a.jsonl", "jsonl"), ("a.NDJSON", "jsonl"), ("a.jsonlines", "jsonl"), ("a.json", "jsonl"),
            ("a.jsonl.gz", "jsonl"), ("a.tsv.gz", "tsv"), ("a.b.ndjson.gzip", "jsonl"),
        ])
    func names(name: String, format: String) async throws {
        let work = try Workspace()
        let text = try #require(Self.text[format])
        let isPacked = name.hasSuffix(".gz") || name.hasSuffix(".gzip")
        try work.put(isPacked ? gzipMember(Array(text.utf8)) : Array(text.utf8), in: name)
        var pipeline = PipelineText(fields: ["name: id, type: integer", "name: name, type: string"])
        pipeline.read = "{ path: \"\(name)\" }"
        #expect(try await work.run(pipeline).exitCode == .allAccepted)
        #expect(try work.rows() == [["1", "a b"]])
    }

    @Test("a format that is named counts more than the names")
    func named() async throws {
        let work = try Workspace()
        try work.folder.put(Self.text["jsonl"] ?? "", in: "a.csv")
        try work.folder.put(Self.text["jsonl"] ?? "", in: "b.jsonl")
        var pipeline = PipelineText(fields: ["name: id, type: integer", "name: name, type: string"])
        pipeline.read = "{ path: [a.csv, b.jsonl] }"
        pipeline.parse = "{ format: jsonl }"
        #expect(try await work.run(pipeline).summary.totals.accepted == 2)
    }

    @Test(
        "names of several formats are refused, and both inputs are named",
        arguments: [("a.csv", "b.jsonl"), ("a.jsonl", "b.txt"), ("a.csv", "b.tsv"), ("a.ndjson.gz", "b.csv.gz")])
    func mixed(first: String, second: String) async throws {
        let work = try Workspace()
        for name in [first, second] { try work.folder.put("id\n", in: name) }
        var pipeline = PipelineText()
        pipeline.read = "{ path: [\(first), \(second)] }"
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline) }
        #expect(error?.code == .parseMixedFormats)
        #expect(error?.position?.file.hasSuffix(second) == true)
        #expect(error?.message.contains(first) == true)
        #expect(error.map { ExitCode($0.code) } == .badPipeline)
        #expect(work.bytes("out.db") == nil)
    }

    @Test("a workbook beside text is refused, by its name and by its bytes", arguments: ["b.xlsx", "b.data"])
    func workbookBesideText(name: String) async throws {
        let work = try Workspace("id\n1\n")
        try WorkbookWriter("<row><c><v>1</v></c></row>").write(to: work.folder(name))
        var pipeline = PipelineText()
        pipeline.read = "{ path: [in.csv, \(name)] }"
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline) }
        #expect(error?.code == .parseMixedFormats)
    }

    @Test("settings that mean nothing for the format that was found are refused, not left out")
    func settings() async throws {
        let work = try Workspace()
        try work.folder.put(Self.text["jsonl"] ?? "", in: "a.jsonl")
        var pipeline = PipelineText()
        pipeline.read = "{ path: a.jsonl }"
        pipeline.parse = "{ dialect: { delimiter: \";\" } }"
        let problems = await #expect(throws: SpecProblems.self) { try await work.run(pipeline) }
        #expect(problems?.problems.first?.message.hasPrefix("parse.dialect ") == true)
    }
}
