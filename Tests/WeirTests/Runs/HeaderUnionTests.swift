import Testing
import Weir
import WeirModel
import WeirParse
import WeirRead
import WeirSpec
import WeirTestKit
import WeirWrite

@Suite("The columns of all inputs, by name")
struct HeaderUnionTests {
    private func pipeline(_ read: String) -> PipelineText {
        var pipeline = PipelineText()
        pipeline.read = "{ path: \(read), union: true }"
        return pipeline
    }

    @Test("are the columns of the table, in the order in which they are met; what an input lacks is null")
    func columns() async throws {
        let work = try Workspace()
        try work.folder.put("a,b\n1,x\n", in: "1.csv")
        try work.put(gzipMember(Array("c,a\n3,2\nlong,er,row\n".utf8)), in: "2.csv")
        try work.folder.put("", in: "3.csv")
        try work.folder.put("b,c,a\n", in: "4.csv")
        let report = try await work.run(pipeline("\"?.csv\""))
        #expect(report.exitCode == .rowsRejected)
        #expect(try work.columns() == ["a", "b", "c"])
        #expect(try work.rows() == [["1", "x", nil], ["2", nil, "3"]])
        #expect(report.summary.sources.map(\.counts.accepted) == [1, 1, 0, 0])
        #expect(report.summary.sources.map(\.counts.rejected) == [0, 1, 0, 0])
    }

    @Test("labels that differ in case are one column, since databases do not tell them apart")
    func spellings() async throws {
        let work = try Workspace()
        try work.folder.put("Id,source\n1,x\n", in: "1.csv")
        try work.folder.put("SOURCE,ID\ny,2\n", in: "2.csv")
        var pipeline = pipeline("[1.csv, 2.csv]")
        pipeline.sink = "sqlite: { path: out.db, table: t }, generated: { row: source }"
        try await work.run(pipeline)
        #expect(try work.columns() == ["Id", "source_2", "source"])
        #expect(try work.rows() == [["1", "x", "1"], ["2", "y", "1"]])
    }

    @Test("of JSON Lines and of workbooks they are found too")
    func otherFormats() async throws {
        let work = try Workspace()
        try work.folder.put("{\"a\":1}\n{\"b\":2}\n", in: "1.jsonl")
        try work.folder.put("{\"c\":3,\"a\":4}\n", in: "2.jsonl")
        try await work.run(pipeline("[1.jsonl, 2.jsonl]"))
        #expect(try work.rows() == [["1", nil, nil], [nil, "2", nil], ["4", nil, "3"]])
        for (name, labels) in [("1.xlsx", ["x", "y"]), ("2.xlsx", ["z", "x"])] {
            let cells = labels.map { "<c t=\"str\"><v>\($0)</v></c>" }.joined()
            try WorkbookWriter("<row>\(cells)</row><row><c><v>1</v></c><c><v>2</v></c></row>")
                .write(to: work.folder(name))
        }
        try work.remove("out.db")
        try await work.run(pipeline("[1.xlsx, 2.xlsx]"))
        #expect(try work.columns() == ["x", "y", "z"])
        #expect(try work.rows() == [["1", "2", nil], ["2", nil, "1"]])
    }

    @Test("cannot be found in a pipe, and are not looked for where a schema says them or there is no header")
    func refused() async throws {
        let work = try Workspace("a\n1\n")
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline("[in.csv, /dev/null]")) }
        #expect(error?.code == .readUnionOfPipe)
        var described = pipeline("in.csv")
        described.fields = ["name: a"]
        await #expect(throws: SpecProblems.self) { try await work.run(described) }
        var headless = pipeline("in.csv")
        headless.parse = "{ dialect: { header: false } }"
        await #expect(throws: SpecProblems.self) { try await work.run(headless) }
    }

    @Test("more of them than the limit are refused")
    func tooMany() async throws {
        let work = try Workspace()
        try work.folder.put("a,b\n", in: "1.csv")
        try work.folder.put("c,a\n", in: "2.csv")
        var pipeline = pipeline("[1.csv, 2.csv]")
        pipeline.limits = "{ columns: 2 }"
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline) }
        #expect(error?.code == .parseTooManyColumns)
        #expect(error?.position?.file.hasSuffix("2.csv") == true)
    }
}
