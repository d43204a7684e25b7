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
        let oneWorker = ["--set", "limits.workers=1", "--issues", "1"]
        let other = try ProgramRun(["check", "--pipeline", "orders.yaml"] + oneWorker, in: folder)
        #expect(other.exitCode == 1)
        #expect(other.output.contains("1 worker\n"))
        #expect(try ProgramRun(["check", "--pipeline", "orders.yaml", "--set", "a=1"], in: folder).exitCode == 2)
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

    @Test("the format is the one that the files are named by, or the one that is given")
    func checkFormat() throws {
        let folder = try WorkFolder()
        try folder.write("a.jsonl", "{\"a\":\"x\\ty\"}\n[]\n")
        try folder.write("b.tsv", "a\tb\n1\t2\n3\n")
        let named = try ProgramRun(["check", "a.jsonl"], in: folder)
        #expect(named.exitCode == 1)
        #expect(named.output.hasPrefix("a.jsonl:2: row 2: the line is an array"))
        let given = try ProgramRun(
            ["check", "-", "--input-format", "jsonl"], in: folder, input: "\(folder.path)/a.jsonl")
        #expect(given.output.hasPrefix("-:2: row 2: the line is an array"))
        let tabs = try ProgramRun(["check", "b.tsv"], in: folder)
        #expect(tabs.output.hasPrefix("b.tsv:3: row 2, field \"b\": "))
        let mixed = try ProgramRun(["check", "a.jsonl", "b.tsv"], in: folder)
        #expect(mixed.exitCode == 2)
        #expect(mixed.errors.contains("parse.mixedFormats: This input is tsv by its name, and a.jsonl is jsonl."))
    }

    @Test("check reads the tables that foreign keys refer to, and says how to name those that are missing")
    func checkReferences() throws {
        let folder = try WorkFolder()
        try folder.write("a.csv", "k\n1\n2\n3\n")
        try folder.write("b.csv", "id\n1\n")
        try folder.write("c.csv", "id\n,x\n2\n")
        try folder.write(
            "s.json",
            """
            {"fields": [{"name": "k", "type": "integer"}],
             "foreignKeys": [{"fields": "k", "reference": {"resource": "other", "fields": "id"}}]}
            """)
        func check(_ references: String...) throws -> ProgramRun {
            try ProgramRun(
                ["check", "a.csv", "--schema", "s.json"] + references.flatMap { ["--reference", $0] }, in: folder)
        }
        let one = try check("other=b.csv")
        #expect(one.exitCode == 1)
        #expect(
            one.output.hasPrefix("a.csv:3: row 2, field \"k\": no record of other has the id \"2\" [foreign-key]\n"))
        let both = try check("other=b.csv", "other=c.csv")
        #expect(both.output.hasPrefix("a.csv:4: row 3, field \"k\""))
        #expect(both.output.contains("note    other: 1 of 3 records have no id that can be read"))
        for (references, message) in [
            ([], "name its file by --reference other=FILE"), (["other"], "expected NAME=FILE, found \"other\""),
            (["=b.csv"], "expected NAME=FILE"), (["othr=b.csv"], "(did you mean \"other\"?)"),
            (["other=-"], "standard input cannot be a table"),
        ] {
            let refused = try ProgramRun(
                ["check", "a.csv", "--schema", "s.json"] + references.flatMap { ["--reference", $0] }, in: folder)
            #expect(refused.exitCode == 2)
            #expect(refused.errors.contains(message))
        }
        let absent = try check("other=d.csv")
        #expect(absent.exitCode == 3)
        #expect(absent.errors.contains("d.csv: read.notFound"))
    }

    @Test(
        "a file of data in place of a pipeline, a sheet of a text and a number below zero are refused by what they are")
    func mistakes() throws {
        let folder = try Orders.folder()
        for command in ["run", "lint", "explain"] {
            let run = try ProgramRun([command, "orders.csv"], in: folder)
            #expect(run.exitCode == 2)
            #expect((run.output + run.errors).contains("weir infer orders.csv writes a pipeline for it"))
        }
        for command in ["check", "infer"] {
            let run = try ProgramRun([command, "orders.csv", "--sheet", "2"], in: folder)
            #expect(run.exitCode == 2)
            #expect(run.errors == "error: --sheet: spec.invalid: is for workbooks, and this is csv\n")
        }
        let negative = try ProgramRun(["run", "orders.yaml", "--limit", "-3"], in: folder)
        #expect(negative.errors.contains("--limit must not be negative"))
    }

    @Test(
        "what cannot stand together is refused",
        arguments: [
            ["check"], ["check", "orders.csv", "--schema", "schema.json", "--pipeline", "orders.yaml"],
            ["check", "orders.csv", "--encoding", "utf-9"], ["check", "orders.csv", "--delimiter", ""],
            ["check", "orders.csv", "--set", "limits.workers=1"],
            ["check", "orders.csv", "--input-format", "xml"],
            ["check", "orders.csv", "--input-format", "jsonl", "--delimiter", ";"],
            ["check", "--pipeline", "orders.yaml", "--input-format", "csv"],
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

    @Test("test runs what stands beside pipelines, and says what differs")
    func test() throws {
        let folder = try Orders.folder()
        let input = "input: \"id,item,quantity\\n1,lamp,2\\n\""
        try folder.write("orders.test.yaml", "tests: [{ name: a lamp, \(input), expect: { accepted: 1 } }]")
        let before = folder.names
        let passed = try ProgramRun(["test"], in: folder)
        #expect(passed.exitCode == 0)
        #expect(passed.output == "orders.test.yaml\n  ok    a lamp\n\n1 test in 1 file, all passed\n")
        #expect(folder.names == before)
        #expect(try ProgramRun(["lint", "orders.test.yaml"], in: folder).output == "orders.test.yaml: ok\n")

        try folder.write("orders.test.yaml", "tests: [{ name: a lamp, \(input), expect: { accepted: 2 } }]")
        let failed = try ProgramRun(["test", ".", "--report", "r.xml"], in: folder)
        #expect(failed.exitCode == 1)
        #expect(failed.output.contains("  FAIL  a lamp (orders.test.yaml:1)\n        accepted: expected 2, found 1\n"))
        #expect(try folder.read("r.xml").contains("<failure type=\"difference\" message=\"accepted: expected 2"))
        let junit = try ProgramRun(["test", "--format", "junit"], in: folder)
        #expect(junit.output.hasPrefix("<?xml"))
        #expect(junit.errors.contains("1 test in 1 file, 1 failed"))

        try folder.write("orders.test.yaml", "tests: [{ nam: a lamp, \(input), expect: { accepted: 2 } }]")
        let wrong = try ProgramRun(["test"], in: folder)
        #expect(wrong.exitCode == 2)
        #expect(wrong.errors.contains("orders.test.yaml:1:11: spec.invalid: unknown setting \"nam\""))
        #expect(try ProgramRun(["test", "nowhere"], in: folder).exitCode == 2)
        #expect(try ProgramRun(["test"], in: WorkFolder()).exitCode == 2)
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

    @Test("every command has help with examples", arguments: ["run", "check", "infer", "lint", "explain", "doctor"])
    func help(command: String) throws {
        let run = try ProgramRun([command, "--help"], in: WorkFolder())
        #expect(run.exitCode == 0)
        #expect(run.output.contains("EXAMPLES:"))
    }

    @Test(
        "a command that is not there is refused with what was probably meant",
        arguments: [
            ("chek", "Did you mean 'check'?"), ("Infer", "Did you mean 'infer'?"),
            ("valdate", "The commands are run, runs, undo, check,"),
            ("orders.yaml", "To run a pipeline: weir run orders.yaml"),
        ])
    func unknownCommand(name: String, advice: String) throws {
        let run = try ProgramRun([name, "a.csv"], in: WorkFolder())
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("Error: There is no command '\(name)'. \(advice)"), "\(run.errors)")
    }

    @Test("values are kept back where --values says so")
    func values() throws {
        let folder = try Orders.folder()
        try folder.write("values.csv", "id\nx1\n")
        try folder.write("values.schema.json", #"{"fields": [{"name": "id", "type": "integer"}]}"#)
        let arguments = ["check", "values.csv", "--schema", "values.schema.json", "--values"]
        #expect(try ProgramRun(arguments + ["masked"], in: folder).output.contains("\"a9\" is not an integer"))
        let silent = try ProgramRun(arguments + ["none"], in: folder)
        #expect(silent.output.contains("the value is not an integer") && !silent.output.contains("x1"))
        let wrong = try ProgramRun(["check", "--pipeline", "orders.yaml", "--values", "none"], in: folder)
        #expect(wrong.exitCode == 2 && wrong.errors.contains("--set write.issues.values=masked"))
    }
}
