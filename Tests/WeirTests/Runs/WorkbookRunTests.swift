import Testing
import Weir
import WeirDecode
import WeirModel
import WeirParse
import WeirTestKit
import WeirWrite
import WeirZip

@Suite("Runs that read workbooks")
struct WorkbookRunTests {
    private static let rows =
        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c><c r=\"C1\" t=\"str\"><v>name</v></c><c r=\"B1\" t=\"str\"><v>day</v></c></row>"
        + "<row r=\"4\"><c r=\"A4\"><v>1</v></c><c r=\"B4\" s=\"1\"><v>45351</v></c><c r=\"C4\" t=\"str\"><v>Ann</v></c></row>"
        + "<row r=\"6\"><c r=\"A6\"><v>2</v></c><c r=\"B6\" t=\"str\"><v>soon</v></c><c r=\"C6\" t=\"e\"><v>#REF!</v></c></row>"

    private func book(_ rows: String = Self.rows) -> WorkbookWriter {
        var book = WorkbookWriter([
            WorkbookWriter.Sheet("Notes", "", state: "hidden"), WorkbookWriter.Sheet("My Data", rows),
        ])
        book.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
        return book
    }

    private func pipeline(_ parse: String = "{}", path: String = "in.xlsx") -> PipelineText {
        var pipeline = PipelineText()
        pipeline.read = "{ path: \(path) }"
        pipeline.parse = parse
        pipeline.fields = ["name: name, type: string", "name: id, type: integer", "name: day, type: date"]
        return pipeline
    }

    @Test("rows come by the labels of the sheet, and an issue names its cell", arguments: ["in.xlsx", "in.data"])
    func load(name: String) async throws {
        let work = try Workspace()
        try book().write(to: work.folder(name))
        var pipeline = pipeline(path: name)
        pipeline.schema = ["fieldsMatch: equal"]
        let report = try await work.run(pipeline)
        #expect(report.error == nil)
        #expect(report.summary.totals.accepted == 1)
        #expect(report.summary.totals.skipped.blank == 3)
        #expect(report.summary.sources.first?.sheet == "My Data")
        let issues = work.folder.text("issues.ndjson") ?? ""
        #expect(
            issues.contains(#""row_number":2,"source":"\#(work.folder(name))","sheet":"My Data","cell":"B6","line":6,"#)
        )
        #expect(issues.contains(#""issue_type":"cell-error""#) && issues.contains(#""cell":"C6""#))
        #expect(work.folder.text("rejects.csv") == "id,day,name\n2,soon,#REF!\n")
        // What was rejected is loaded by the same pipeline when it is mended.
        try work.folder.put("id,day,name\n2,2024-03-01,Bob\n", in: "mended.csv")
        var options = RunOptions()
        options.input = [work.folder("mended.csv")]
        #expect(try await work.run(pipeline, options: options).summary.totals.accepted == 1)
    }

    @Test("neither workers nor the size of batches change what is loaded, rejected and told")
    func determinism() async throws {
        var rows = Self.rows
        for row in 7..<3000 {
            rows +=
                "<row r=\"\(row)\"><c t=\"str\"><v>\(row % 50 == 0 ? "x" : "\(row)")</v></c><c s=\"1\"><v>\(row)</v></c></row>"
        }
        let work = try Workspace()
        try book(rows).write(to: work.folder("in.xlsx"))
        var outcomes: [[[UInt8]?]] = []
        for limits in [
            "{ workers: 1, batchBytes: 1KiB }", "{ workers: 3, batchBytes: 7KiB }", "{ memory: 1MiB }", "{}",
        ] {
            try work.remove("out.db")
            var pipeline = pipeline()
            pipeline.schema = ["fieldsMatch: equal"]
            pipeline.limits = limits
            pipeline.sink = "ndjson: { path: out.ndjson }"
            try await work.run(pipeline)
            outcomes.append(["out.ndjson", "rejects.csv", "issues.ndjson"].map { work.bytes($0) })
        }
        #expect(outcomes.allSatisfy { $0 == outcomes[0] })
        #expect(outcomes[0].allSatisfy { ($0?.count ?? 0) > 100 })
    }

    @Test("several workbooks form one table, each with its own sheet")
    func several() async throws {
        let work = try Workspace()
        try book().write(to: work.folder("a.xlsx"))
        try book().write(to: work.folder("b.xlsx"))
        var pipeline = pipeline(path: "\"*.xlsx\"")
        pipeline.schema = ["fieldsMatch: equal"]
        let report = try await work.run(pipeline)
        #expect(report.summary.totals.accepted == 2)
        #expect(report.summary.sources.map(\.sheet) == ["My Data", "My Data"])
    }

    @Test(
        "what cannot be read is refused before anything is written",
        arguments: [
            ("{ sheet: None }", "in.xlsx", ErrorCode.parseNoSheet), ("{ format: xlsx }", "in.csv", .parseNotWorkbook),
            ("{ format: csv }", "in.xlsx", .zipNotOneFile), ("{}", "text.xlsx", .parseNotWorkbook),
        ])
    func refused(parse: String, name: String, code: ErrorCode) async throws {
        let work = try Workspace("id,name\n")
        try work.folder.put("id,name\n", in: "text.xlsx")
        try book().write(to: work.folder("in.xlsx"))
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline(parse, path: name)) }
        #expect(error?.code == code)
        #expect(work.bytes("out.db") == nil)
    }

    @Test("settings that mean nothing for a workbook are named")
    func settings() async throws {
        let work = try Workspace()
        try book().write(to: work.folder("in.xlsx"))
        await #expect(throws: (any Error).self) {
            try await work.run(pipeline("{ format: xlsx, dialect: { delimiter: \";\" } }"))
        }
    }

    @Test("damage to the data of a sheet ends the run, and what came before is accounted for")
    func damage() async throws {
        let work = try Workspace()
        var entries = book().entries
        for index in entries.indices where entries[index].name.hasSuffix("sheet2.xml") { entries[index].checksum = 1 }
        try ZipWriter(entries).write(to: work.folder("in.xlsx"))
        var pipeline = pipeline()
        pipeline.schema = ["fieldsMatch: equal"]
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .zipCorrupt)
        #expect(report.exitCode == .badInput)
    }

    @Test("reports of other forms name the cell, too")
    func reports() async throws {
        let work = try Workspace()
        try book().write(to: work.folder("in.xlsx"))
        var pipeline = pipeline()
        pipeline.schema = ["fieldsMatch: equal"]
        try work.folder.put(pipeline.text, in: "pipeline.yaml")
        let loaded = try Pipeline.load(work.folder("pipeline.yaml"), environment: [:])
        let report = await (try PipelineRun(loaded, cores: 2, issueSample: 10)).run()
        let sarif = String(decoding: report.rendered(as: .sarif, version: "1"), as: UTF8.self)
        #expect(sarif.contains(#""fullyQualifiedName":"'My Data'!B6""#))
        #expect(sarif.contains(#""sheet":"My Data","cell":"B6""#))
        let junit = String(decoding: report.rendered(as: .junit, version: "1"), as: UTF8.self)
        #expect(
            junit.contains("in.xlsx:&apos;My Data&apos;!B6: row 2") || junit.contains("in.xlsx:'My Data'!B6: row 2"))
    }
}
