import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("Where the rows go")
struct SinkRunTests {
    static let fields = [
        "name: a, type: integer", "name: n, type: number", "name: t, type: boolean",
        "name: d, type: date, format: \"%d.%m.%Y\"",
        "name: s, type: string",
    ]
    static let input = [
        "a,n,t,d,s", #"007,1.50,true,31.01.2024,"x, ""y""""#, ",,,,", "1,1e400x,0,,",
        "-3,.5,FALSE,29.02.2024,\"1\n2\"", "",
    ].joined(separator: "\r\n")

    private func run(_ sink: String) async throws -> (Workspace, RunReport) {
        let work = try Workspace(Self.input)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.sink = sink
        let report = try await work.run(pipeline)
        #expect(report.summary.totals.accepted == 3)
        #expect(report.summary.totals.rejected == 1)
        #expect(report.exitCode == .rowsRejected)
        return (work, report)
    }

    @Test("a CSV file has the typed values in one form")
    func csv() async throws {
        let (work, report) = try await run("csv: { path: out.csv }")
        #expect(
            work.folder.text("out.csv")
                == "a,n,t,d,s\n7,1.50,true,2024-01-31,\"x, \"\"y\"\"\"\n,,,,\n-3,0.5,false,2024-02-29,\"1\n2\"\n")
        #expect(report.destination.hasSuffix("out.csv"))
        #expect(work.folder.names == ["in.csv", "issues.ndjson", "out.csv", "pipeline.yaml", "rejects.csv"])
    }

    @Test("an NDJSON file has an object for each row")
    func ndjson() async throws {
        let (work, _) = try await run("ndjson: { path: out.ndjson }")
        #expect(
            work.folder.text("out.ndjson") == #"""
                {"a":7,"n":1.50,"t":true,"d":"2024-01-31","s":"x, \"y\""}
                {"a":null,"n":null,"t":null,"d":null,"s":null}
                {"a":-3,"n":0.5,"t":false,"d":"2024-02-29","s":"1\n2"}

                """#)
    }

    @Test("nowhere: the rows are checked and counted")
    func null() async throws {
        let (work, _) = try await run("null: {}")
        #expect(work.folder.names == ["in.csv", "issues.ndjson", "pipeline.yaml", "rejects.csv"])
    }

    @Test("a SQLite table has declared types")
    func sqlite() async throws {
        let (work, _) = try await run("sqlite: { path: out.db, table: t }")
        #expect(
            try work.rows() == [
                ["7", "1.5", "1", "2024-01-31", "x, \"y\""], [nil, nil, nil, nil, nil],
                ["-3", "0.5", "0", "2024-02-29", "1\n2"],
            ])
        #expect(
            try work.number(
                "SELECT count(*) FROM pragma_table_info('t') WHERE type IN ('INTEGER','REAL','BOOLEAN','TEXT')") == 5)
        #expect(try work.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1)
        #expect(work.folder.names == ["in.csv", "issues.ndjson", "out.db", "pipeline.yaml", "rejects.csv"])
    }

    @Test("append adds to a table, replace takes its place, and other tables stay", arguments: ["append", "replace"])
    func modes(mode: String) async throws {
        let work = try Workspace("a,b\n1,x\n")
        var pipeline = PipelineText()
        pipeline.sink = "sqlite: { path: out.db, table: other }"
        try await work.run(pipeline)
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: \(mode) }"
        try await work.run(pipeline)
        try work.folder.put("a,b\n2,y\n", in: "in.csv")
        try await work.run(pipeline)
        #expect(try work.rows() == (mode == "append" ? [["1", "x"], ["2", "y"]] : [["2", "y"]]))
        #expect(try work.rows("other") == [["1", "x"]])
        #expect(try work.number("SELECT count(*) FROM _weir_runs WHERE state = 'completed'") == 3)
    }

    @Test("a table with other columns is refused and stays as it is")
    func mismatch() async throws {
        let work = try Workspace("a,b\n1,x\n")
        try await work.run()
        try work.folder.put("a,c\n2,y\n", in: "in.csv")
        let report = try await work.run()
        #expect(report.error?.code == .writeTableMismatch)
        #expect(report.exitCode == .sinkFailed)
        #expect(try work.rows() == [["1", "x"]])
    }

    @Test(
        "a folder that is not there is an error of the sink",
        arguments: [
            "sqlite: { path: no/out.db, table: t }", "csv: { path: no/out.csv }", "ndjson: { path: no/out.ndjson }",
        ])
    func noFolder(sink: String) async throws {
        let work = try Workspace("a,b\n1,x\n")
        var pipeline = PipelineText()
        pipeline.sink = sink
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .sinkFailed)
        #expect(report.error?.message.contains("no/out") == true)
    }
}
