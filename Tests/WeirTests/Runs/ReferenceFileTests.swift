import Foundation
import Testing
import Weir
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite
import WeirZip

/// The files that foreign keys refer to: where they are, and what is said of them.
@Suite("Files that foreign keys refer to")
struct ReferenceFileTests {
    private func pipeline(_ references: String, key: String = "code") -> PipelineText {
        var sections = PipelineText(fields: ["name: id, type: integer", "name: port, type: string"])
        sections.schema = ["foreignKeys: [{ fields: port, reference: { resource: ports, fields: \(key) } }]"]
        sections.validate = ["references: { ports: \(references) }"]
        return sections
    }

    @Test("one of several files in an archive is chosen by entry; without it the message says how")
    func entry() async throws {
        let work = try Workspace("id,port\n1,HAM\n2,ZZZ\n")
        try ZipWriter([
            ZipWriter.Entry("readme.txt", "x"), ZipWriter.Entry("sub/ports.jsonl", "{\"code\":\"HAM\"}\n"),
        ]).write(to: work.folder("ports.zip"))
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline("{ path: ports.zip }")) }
        #expect(error?.code == .zipNotOneFile)
        #expect(error?.hint == "Choose one by validate.references.ports.entry in a pipeline file.")
        #expect(work.bytes("out.db") == nil)
        try await work.run(pipeline("{ path: ports.zip, entry: sub/ports.jsonl }"))
        #expect(try work.issues().map(\.brief) == ["2 foreign-key port"])
        await #expect(throws: SpecProblems.self) { try await work.run(pipeline("{ table: t, entry: a.csv }")) }
        // The only file of an archive needs no choice, and the entry of the input says nothing about references.
        try work.remove("out.db")
        try ZipWriter([ZipWriter.Entry("a.csv", "code\nZZZ\n")]).write(to: work.folder("ports.zip"))
        try ZipWriter([ZipWriter.Entry("x.csv", "id,port\n3,ZZZ\n"), ZipWriter.Entry("y.csv", "")])
            .write(to: work.folder("in.zip"))
        var sections = pipeline("{ path: ports.zip }")
        sections.read = "{ path: in.zip, entry: x.csv }"
        #expect(try await work.run(sections).exitCode == .allAccepted)
    }

    @Test("a sheet of a workbook and a compressed file in another encoding are referred to like any others")
    func formats() async throws {
        let work = try Workspace("id,port\n1,K\u{F6}ln\n2,007\n3,7\n")
        let cells = ["code", "K\u{F6}ln", "007"].map { "<row><c t=\"str\"><v>\($0)</v></c></row>" }.joined()
        try WorkbookWriter([WorkbookWriter.Sheet("Other", ""), WorkbookWriter.Sheet("Ports", cells)])
            .write(to: work.folder("ports.xlsx"))
        try await work.run(pipeline("{ path: ports.xlsx, parse: { sheet: Ports } }"))
        #expect(try work.issues().map(\.brief) == ["3 foreign-key port"])
        let latin = Array("code;x\nK".utf8) + [0xF6] + Array("ln;1\n7;1\n".utf8)
        try work.put(gzipMember(latin), in: "ports.csv.gz")
        try await work.run(
            pipeline(
                "{ path: ports.csv.gz, decode: { encoding: latin-1 }, parse: { dialect: { delimiter: \";\" } } }"))
        #expect(try work.issues().map(\.brief) == ["2 foreign-key port"])
    }

    @Test("a note counts the records that nothing can refer to, and names the first of them")
    func keyless() async throws {
        let work = try Workspace("id,port\n1,HAM\n")
        try work.folder.put("code\nHAM\n", in: "1.csv")
        try work.folder.put("code,x\nBRE,1\n,2\n\nHB\nKIE,3\n", in: "2.csv")
        let report = try await work.run(pipeline("{ path: [1.csv, 2.csv] }"))
        #expect(
            report.summary.notes == [
                "ports: 1 of 5 records have no code that can be read, so nothing can refer to them; "
                    + "the first is row 2 of \(work.folder("2.csv"))"
            ])
        // A value that the schema of the file does not take is none.
        try work.folder.put("code\n7\nx\n8\ny\n", in: "1.csv")
        try work.folder.put("id,port\n7,7\n8,9\n", in: "in.csv")
        var sections = pipeline("{ path: 1.csv, schema: { fields: [{ name: code, type: integer }] } }")
        sections.fields = ["name: id, type: integer", "name: port, type: integer"]
        let typed = try await work.run(sections)
        #expect(
            typed.summary.notes == [
                "ports: 2 of 4 records have no code that can be read, so nothing can refer to them; the first is row 2"
            ])
        #expect(try work.issues().map(\.brief) == ["2 foreign-key port"])
    }

    @Test("nothing is said of a table whose records all have a key, of the table itself, and of a database")
    func silence() async throws {
        let work = try Workspace("id,port\n1,HAM\n")
        try work.folder.put("code\nHAM\n", in: "ports.csv")
        #expect(try await work.run(pipeline("{ path: ports.csv }")).summary.notes == [])
        try work.folder.put("id,port\n2,1\n3,\n", in: "in.csv")
        var own = PipelineText(fields: ["name: id, type: integer", "name: port, type: integer"])
        own.schema = ["foreignKeys: [{ fields: id, reference: { fields: port } }]"]
        own.onViolation = "keep"
        own.sink = "sqlite: { path: own.db, table: t }"
        #expect(try await work.run(own).summary.notes == [])
        try work.folder.put("id,port\n4,HAM\n", in: "in.csv")
        #expect(try await work.run(pipeline("{ table: t }", key: "port")).summary.notes == [])
    }

    @Test("damage to the file ends the run before the first row, and names it")
    func damage() async throws {
        let work = try Workspace("id,port\n1,HAM\n")
        try work.put(Array(gzipMember(Array("code\nHAM\n".utf8)).dropLast(5)), in: "ports.csv.gz")
        let report = try await work.run(pipeline("{ path: ports.csv.gz }"))
        #expect(report.error?.code.rawValue == "decode.truncated")
        #expect(report.error?.position?.file == work.folder("ports.csv.gz"))
        #expect(report.summary.totals == RowCounts())
    }

    @Test("what is read is told while it is read, and not before or after", .timeLimit(.minutes(1)))
    func watch() async throws {
        let work = try Workspace("id,port\n1,HAM\n2,ZZZ\n")
        // A pipe has nothing to read before somebody writes to it.
        let pipe = work.folder("ports.csv")
        #expect(mkfifo(pipe, 0o600) == 0)
        try work.folder.put(pipeline("{ path: ports.csv }").text, in: "p.yaml")
        let run = try PipelineRun(Pipeline.load(work.folder("p.yaml"), environment: [:]), cores: 2)
        #expect(run.referenceProgress == nil)
        async let pending = run.run()
        var told: ReferenceProgress?
        while told == nil {
            await Task.yield()
            told = run.referenceProgress
        }
        #expect(told?.name == pipe)
        #expect(told?.totalBytes == nil)
        let writer = try #require(FileHandle(forWritingAtPath: pipe))
        try writer.write(contentsOf: Data("code\nHAM\n".utf8))
        try writer.close()
        let report = await pending
        #expect(report.error == nil)
        #expect(report.summary.totals.rejected == 1)
        #expect(run.referenceProgress == nil)
    }
}
