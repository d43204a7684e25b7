import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct RunCommandTests {
    @Test("rejected rows give exit code 1, an account, and the way to mend them")
    func rejects() throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(["run", "orders.yaml"], in: folder)
        #expect(run.exitCode == 1)
        #expect(run.errors.isEmpty)
        #expect(run.output.contains("read 7 = accepted 3 + rejected 2 + skipped 2 (header 1, blank 1)"))
        #expect(run.output.contains("orders.csv:3: row 2, field \"quantity\": "))
        #expect(run.output.contains("orders.db, table orders (3 rows)"))
        #expect(run.output.contains("correct orders.rejects.csv and:\n    weir run orders.yaml --replay "))
        #expect(try folder.read("orders.rejects.csv") == "id,item,quantity\n2,chair,none\n4,shelf,0\n")
    }

    @Test("the hint for rejects works as it is printed")
    func mending() throws {
        let folder = try Orders.folder()
        let first = try ProgramRun(["run", "orders.yaml"], in: folder)
        let hint = try #require(first.output.split(separator: "\n").last { $0.contains("--replay") })
        try folder.write("orders.rejects.csv", "id,item,quantity\n2,chair,1\n4,shelf,?\n")
        let second = try ProgramRun(hint.split(separator: " ").dropFirst().map(String.init), in: folder)
        #expect(second.exitCode == 1)
        #expect(second.output.contains("3 rows were accepted, 1 of 2 rejected ones were loaded since, and 1 is left"))
        // What is rejected once more is in a file of its own.
        let next = try #require(second.output.split(separator: "\n").last { $0.contains("--replay") })
        #expect(next.hasSuffix("--input orders.rejects.replay-1.csv"))
        try folder.write("orders.rejects.replay-1.csv", "id,item,quantity\n4,shelf,1\n")
        let third = try ProgramRun(next.split(separator: " ").dropFirst().map(String.init), in: folder)
        #expect(third.exitCode == 0)
        #expect(third.output.contains("2 of 2 rejected ones were loaded since, and 0 are left"))
        let runs = try ProgramRun(["runs", "orders.yaml", "--format", "json"], in: folder).output
        #expect(runs.split(separator: "\n").count == 3)
    }

    @Test("a pipeline whose rows are all accepted gives exit code 0, also by --limit")
    func limit() throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(["run", "orders.yaml", "--limit", "1"], in: folder)
        #expect(run.exitCode == 0)
        #expect(run.output.contains("accepted 1 + rejected 0"))
    }

    @Test("--set takes the place of a setting")
    func overrides() throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(
            ["run", "orders.yaml", "--set", "name=other", "--set", "write.sqlite.table=items"], in: folder)
        #expect(run.output.hasPrefix("other: completed"))
        #expect(run.output.contains("table items"))
    }

    @Test("--dry-run writes nothing")
    func dryRun() throws {
        let folder = try Orders.folder()
        let before = folder.names
        let run = try ProgramRun(["run", "orders.yaml", "--dry-run"], in: folder)
        #expect(run.exitCode == 1)
        #expect(folder.names == before)
    }

    @Test("--input - reads standard input")
    func standardInput() throws {
        let folder = try Orders.folder()
        try folder.write("more.csv", "id,item,quantity\n9,lamp,1\n")
        let run = try ProgramRun(
            ["run", "orders.yaml", "--input", "-"], in: folder, input: "\(folder.path)/more.csv")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("accepted 1 "))
    }

    @Test("--report is JSON with the same account; on standard output it stands alone", arguments: ["r.json", "-"])
    func report(path: String) throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(["run", "orders.yaml", "--report", path], in: folder)
        let text = path == "-" ? run.output : try folder.read(path)
        let report = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let rows = try #require(report["rows"] as? [String: Any])
        #expect(report["exit_code"] as? Int == 1)
        #expect(rows["accepted"] as? Int == 3)
        #expect((path == "-" ? run.errors : run.output).contains("accepted 3 + rejected 2"))
        #expect(!folder.names.contains { $0.hasSuffix(".partial") })
    }

    @Test("--format writes the report in the form of others, to standard output if no file is named")
    func formats() throws {
        let folder = try Orders.folder()
        for (format, start) in [("frictionless", "{\"valid\":false"), ("sarif", "{\"$schema\""), ("junit", "<?xml")] {
            let run = try ProgramRun(["check", "--pipeline", "orders.yaml", "--format", format], in: folder)
            #expect(run.exitCode == 1)
            #expect(run.output.hasPrefix(start))
            #expect(run.errors.contains("accepted 3 + rejected 2"))
            let filed = try ProgramRun(
                ["run", "orders.yaml", "--dry-run", "--format", format, "--report", "r", "--report-issues", "1"],
                in: folder)
            #expect(filed.output.contains("accepted 3 + rejected 2"))
            #expect(try folder.read("r").hasPrefix(start))
            #expect(try folder.read("r").contains("first 1 of 2"))
        }
        #expect(try ProgramRun(["run", "orders.yaml", "--format", "pdf"], in: folder).exitCode == 2)
        #expect(try ProgramRun(["run", "orders.yaml", "--report-issues", "-1"], in: folder).exitCode == 2)
    }

    @Test("where there are several inputs, each has a line, and a kind its first place")
    func severalInputs() throws {
        let folder = try Orders.folder()
        try folder.write("more.csv", "id,item,quantity\n9,lamp,0\n8,lamp,0\n7,lamp,0\n")
        let run = try ProgramRun(
            ["run", "orders.yaml", "--dry-run", "--input", "orders.csv", "more.csv"], in: folder)
        #expect(
            run.output.contains("  input       accepted  rejected  issues\n  more.csv           0         3       3\n"))
        #expect(run.output.contains("4 constraint-error (minimum): first at orders.csv:6, such as \"0\""))
    }

    @Test("a report that cannot be written does not lose the summary")
    func lostReport() throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(["run", "orders.yaml", "--report", "nowhere/r.json"], in: folder)
        #expect(run.exitCode == 4)
        #expect(run.output.contains("accepted 3 + rejected 2"))
        #expect(run.errors.contains("error: nowhere/r.json: write.failed: "))
    }

    @Test("an unknown key is refused with a suggestion, its place and exit code 2")
    func unknownKey() throws {
        let folder = try Orders.folder()
        try folder.write("bad.yaml", Orders.pipeline.replacingOccurrences(of: "validate:", with: "validat:"))
        let run = try ProgramRun(["run", "bad.yaml"], in: folder)
        #expect(run.exitCode == 2)
        #expect(run.errors.hasPrefix("error: bad.yaml:3:1: spec.invalid: "))
        #expect(run.errors.contains("did you mean \"validate\"?"))
    }

    @Test(
        "arguments that cannot be understood give exit code 2", arguments: [["run"], ["bogus"], ["run", "a", "--x"]])
    func arguments(arguments: [String]) throws {
        #expect(try ProgramRun(arguments, in: WorkFolder()).exitCode == 2)
    }

    @Test("a missing input and a broken gzip file give exit code 3")
    func badInput() throws {
        let folder = try Orders.folder()
        let missing = try ProgramRun(["run", "orders.yaml", "--input", "none.csv"], in: folder)
        #expect(missing.exitCode == 3)
        #expect(missing.errors.contains("read.notFound"))
        try folder.write("broken.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C])
        let broken = try ProgramRun(["run", "orders.yaml", "--input", "broken.csv.gz"], in: folder)
        #expect(broken.exitCode == 3)
        #expect(broken.errors.contains("decode.truncated"))
        #expect(broken.output.hasPrefix("orders: failed"))
    }

    @Test("more rejected rows than the budget allows give exit code 5, and the summary")
    func budget() throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(["run", "orders.yaml", "--set", "validate.errorBudget.count=1"], in: folder)
        #expect(run.exitCode == 5)
        #expect(run.errors.contains("write.budgetExceeded"))
        #expect(run.output.contains("orders: failed"))
    }

    @Test("a target that cannot be written gives exit code 4")
    func badSink() throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(["run", "orders.yaml", "--set", "write.sqlite.path=nowhere/x.db"], in: folder)
        #expect(run.exitCode == 4)
    }

    @Test("progress as JSON is an object on each line, and there are no colours")
    func jsonProgress() throws {
        let folder = try Orders.folder()
        let run = try ProgramRun(
            ["run", "orders.yaml", "--progress", "json"], in: folder, environment: ["NO_COLOR": "1"])
        let lines = run.errors.split(separator: "\n")
        #expect(!lines.isEmpty)
        for line in lines {
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(record?["type"] as? String == "progress")
        }
        #expect(!(run.output + run.errors).contains("\u{1B}"))
    }
}
