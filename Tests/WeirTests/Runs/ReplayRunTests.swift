import Testing
import Weir
import WeirModel
import WeirRead
import WeirTestKit
import WeirWrite

/// Rejected rows of inputs of all kinds that are loaded again once they are corrected.
@Suite("Corrected rejects")
struct ReplayRunTests {
    private func replay(_ run: RunReport, _ input: [String] = []) -> RunOptions {
        var options = RunOptions()
        options.replays = run.run.id
        options.input = input
        return options
    }

    @Test("of inputs whose columns differ come into the columns of their labels, whichever of them they have")
    func union() async throws {
        let work = try Workspace()
        try work.folder.put("Id,amount\n1,5\n2,6,7\n", in: "1.csv")
        try work.folder.put("note,,ID\nx,y,3\nz\n", in: "2.csv")
        try work.folder.put("other\n1\n", in: "3.csv")
        var pipeline = PipelineText()
        pipeline.read = "{ path: \"?.csv\", union: true }"
        let first = try await work.run(pipeline)
        #expect(first.summary.totals.rejected == 2)
        #expect(try work.columns() == ["Id", "amount", "note", "field4", "other"])
        let rejects = ["rejects.csv", "rejects-2.csv"]
        #expect(rejects.map { work.folder.text($0) } == ["Id,amount\n2,6,7\n", "note,,ID\nz\n"])
        // The column without a label is known by the name that it has in the table.
        try work.folder.put("Id,amount\n2,6\n", in: rejects[0])
        try work.folder.put("note,field4,ID\nz,w,4\n", in: rejects[1])
        let second = try await work.run(pipeline, options: replay(first))
        #expect(second.exitCode == .allAccepted)
        #expect(
            try work.rows() == [
                ["1", "5", nil, nil, nil], ["3", nil, "x", "y", nil], [nil, nil, nil, nil, "1"],
                ["2", "6", nil, nil, nil], ["4", nil, "z", "w", nil],
            ])
        try work.folder.put("Id,amout\n2,6\n", in: rejects[0])
        let misspelt = try await work.run(pipeline, options: replay(first))
        #expect(misspelt.error?.code.rawValue == "write.tableMismatch")
        #expect(misspelt.error?.message.contains("\"amout\"") == true)
    }

    @Test(
        "are read in the format of the input, whatever their file is called",
        arguments: [
            ("in.jsonl", "{\"n\":1}\n{\"n\":\"x\"}\n", "{\"n\":2}\n"),
            ("in.tsv", "n\tm\n1\ta,b\nx\tc\n", "n\tm\n2\tc,d\n"),
        ])
    func format(name: String, text: String, mended: String) async throws {
        let work = try Workspace()
        try work.folder.put(text, in: name)
        var pipeline = PipelineText(fields: ["name: n, type: integer", "name: m"])
        pipeline.schema = ["fieldsMatch: superset"]
        pipeline.read = "{ path: \(name) }"
        let first = try await work.run(pipeline)
        #expect(first.summary.totals.rejected == 1)
        try work.folder.put(mended, in: "rejects.csv")
        try work.remove(name)
        #expect(try await work.run(pipeline, options: replay(first)).exitCode == .allAccepted)
        #expect(try work.rows().map { $0[0] } == ["1", "2"])
    }

    @Test("have the name that the format of the input gives them, and may be corrected in a workbook")
    func names() async throws {
        let work = try Workspace()
        try work.folder.put("{\"n\":1}\n{\"n\":\"x\"}\n", in: "in.jsonl")
        let text = """
            name: day
            read: { path: in.jsonl }
            validate: { schema: { fields: [{ name: n, type: integer }] } }
            write: { sqlite: { path: out.db, table: t } }

            """
        try work.folder.put(text, in: "p.yaml")
        let first = try await work.run(file: "p.yaml")
        try work.folder.put("{\"n\":2}\n", in: "day.rejects.jsonl")
        #expect(try await work.run(file: "p.yaml", options: replay(first)).exitCode == .allAccepted)

        try work.folder.put("n\n3\ny\n", in: "in.csv")
        try work.folder.put(text.replacing("in.jsonl", with: "in.csv"), in: "p.yaml")
        let second = try await work.run(file: "p.yaml")
        #expect(work.folder.text("day.rejects.csv") == "n\ny\n")
        let rows = "<row><c t=\"str\"><v>n</v></c></row><row><c><v>4</v></c></row>"
        try WorkbookWriter(rows).write(to: work.folder("mended.xlsx"))
        let third = try await work.run(file: "p.yaml", options: replay(second, [work.folder("mended.xlsx")]))
        #expect(third.exitCode == .allAccepted)
        #expect(try work.rows().map { $0[0] } == ["1", "2", "3", "4"])
    }

    @Test("are not looked for where the run is unknown, or has rejected nothing")
    func nothing() async throws {
        let work = try Workspace("n\n1\n")
        let pipeline = PipelineText(fields: ["name: n, type: integer"])
        let first = try await work.run(pipeline)
        let none = await #expect(throws: WeirError.self) { try await work.run(pipeline, options: replay(first)) }
        #expect(none?.code == .readNoInput)
        #expect(none?.message == "run \(first.run.id) has rejected no rows, so there are none to be loaded again")
        var options = RunOptions()
        options.replays = "7"
        let unknown = await #expect(throws: WeirError.self) { try await work.run(pipeline, options: options) }
        #expect(unknown?.code == .writeNoRun)
    }
}
