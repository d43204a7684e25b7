import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct OtherCommandTests {
    @Test("check prints an issue on a line each, then the account")
    func check() throws {
        let run = try ProgramRun(["check", "orders.csv", "--schema", "schema.json"], in: Orders.folder())
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(run.exitCode == 1)
        #expect(lines[0].hasPrefix("orders.csv:3: row 2, field \"quantity\": "))
        #expect(lines[0].hasSuffix(" [type-error]"))
        #expect(lines[1].hasPrefix("orders.csv:6: row 4, field \"quantity\": "))
        #expect(lines[1].hasSuffix(" [constraint-error]"))
        #expect(lines[2].isEmpty)
        #expect(run.output.contains("accepted 3 + rejected 2"))
    }

    @Test("check by a pipeline needs no file, and writes nothing")
    func checkPipeline() throws {
        let folder = try Orders.folder()
        let before = folder.names
        let run = try ProgramRun(["check", "--pipeline", "orders.yaml", "--issues", "1"], in: folder)
        #expect(run.exitCode == 1)
        #expect(run.output.contains("\nand 1 more issue; "))
        #expect(folder.names == before)
    }

    @Test("check without a schema looks at the shape only")
    func checkShape() throws {
        let folder = try WorkFolder()
        try folder.write("a.csv", "a;b\n1;2\n3\n")
        let run = try ProgramRun(["check", "a.csv", "--delimiter", ";"], in: folder)
        #expect(run.exitCode == 1)
        #expect(run.output.hasPrefix("a.csv:3: row 2, field \"b\": "))
        #expect(try ProgramRun(["check", "a.csv"], in: folder).exitCode == 0)
    }

    @Test(
        "what cannot stand together is refused",
        arguments: [
            ["check"], ["check", "orders.csv", "--schema", "schema.json", "--pipeline", "orders.yaml"],
            ["check", "orders.csv", "--encoding", "utf-9"], ["check", "orders.csv", "--delimiter", ""],
        ])
    func checkArguments(arguments: [String]) throws {
        let run = try ProgramRun(arguments, in: Orders.folder())
        #expect(run.exitCode == 2)
        #expect(!run.errors.isEmpty)
    }

    @Test("schema prints a JSON Schema, or writes it to a file")
    func schema() throws {
        let folder = try WorkFolder()
        let run = try ProgramRun(["schema"], in: folder)
        let root = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect((root["properties"] as? [String: Any])?["validate"] != nil)
        #expect(try ProgramRun(["schema", "--output", "weir.schema.json"], in: folder).exitCode == 0)
        #expect(try folder.read("weir.schema.json") == run.output)
        #expect(try ProgramRun(["schema", "table"], in: folder).output.contains("\"fields\""))
        #expect(try ProgramRun(["schema", "tabel"], in: folder).exitCode == 2)
    }

    @Test("lint shows all problems of all files and opens no input")
    func lint() throws {
        let folder = try WorkFolder()
        try folder.write("good.yaml", Orders.pipeline)
        try folder.write("bad.yaml", "red: {}\nwrite: { nul: {} }\n")
        let run = try ProgramRun(["lint", "good.yaml", "bad.yaml"], in: folder)
        #expect(run.exitCode == 2)
        #expect(run.output.contains("good.yaml: ok\n"))
        #expect(run.output.contains("bad.yaml:1:1: "))
        #expect(run.output.contains("bad.yaml:2:10: "))
        #expect(try ProgramRun(["lint", "good.yaml"], in: folder).exitCode == 0)
    }

    @Test(
        "explain shows the graph in each format and writes nothing",
        arguments: [
            ("text", "at most 4 MiB queued"), ("mermaid", "flowchart LR"), ("dot", "digraph weir {"),
            ("json", "\"memory_bound_bytes\":"),
        ])
    func explain(format: String, sign: String) throws {
        let folder = try Orders.folder()
        let before = folder.names
        let run = try ProgramRun(["explain", "orders.yaml", "--format", format], in: folder)
        #expect(run.exitCode == 0)
        #expect(run.output.contains(sign))
        #expect(folder.names == before)
    }

    @Test("doctor names the scan in use")
    func doctor() throws {
        let run = try ProgramRun(["doctor"], in: WorkFolder(), environment: ["WEIR_KERNEL": "portable"])
        #expect(run.exitCode == 0)
        #expect(run.output.contains("kernel  portable, fallback (WEIR_KERNEL asks for it)"))
    }

    @Test("every command has help with examples", arguments: ["run", "check", "lint", "explain", "doctor"])
    func help(command: String) throws {
        let run = try ProgramRun([command, "--help"], in: WorkFolder())
        #expect(run.exitCode == 0)
        #expect(run.output.contains("EXAMPLES:"))
    }
}
