import Testing
import Weir
import WeirDecode
import WeirModel
import WeirParse
import WeirTestKit
import WeirWrite
import WeirZip

@Suite("Runs that read a file in an archive")
struct ArchiveRunTests {
    private func pipeline(_ decode: String = "{}") -> PipelineText {
        var pipeline = PipelineText()
        pipeline.read = "{ path: in.zip }"
        pipeline.decode = decode
        pipeline.fields = ["name: id, type: integer", "name: name, type: string"]
        return pipeline
    }

    @Test("the only file is read as if it were not packed", arguments: [true, false])
    func load(isDeflated: Bool) async throws {
        let work = try Workspace()
        var entry = ZipWriter.Entry("folder/orders.csv", "id,name\n" + (0..<5000).map { "\($0),n\n" }.joined())
        entry.isDeflated = isDeflated
        entry.hasDescriptor = isDeflated
        try ZipWriter([ZipWriter.Entry("__MACOSX/._orders.csv", "x"), ZipWriter.Entry("folder/", ""), entry]).write(
            to: work.folder("in.zip"))
        let report = try await work.run(pipeline())
        #expect(report.summary.totals.accepted == 5000)
        #expect(report.summary.sources.first?.entry == "folder/orders.csv")
    }

    @Test("the name of the file tells its format, and its bytes their encoding")
    func format() async throws {
        let work = try Workspace()
        let text: [UInt8] = [0xFF, 0xFE] + "id\tname\n1\té\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        try ZipWriter([ZipWriter.Entry("a.tsv", text)]).write(to: work.folder("in.zip"))
        #expect(try await work.run(pipeline()).summary.totals.accepted == 1)
    }

    @Test("an archive of several files, or of none, is refused, and the files are named")
    func several() async throws {
        let work = try Workspace()
        try ZipWriter([ZipWriter.Entry("a.csv", "id\n"), ZipWriter.Entry("b.csv", "id\n")]).write(
            to: work.folder("in.zip"))
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline()) }
        #expect(error?.code == .zipNotOneFile)
        #expect(error?.message.contains("a.csv, b.csv") == true)
        try ZipWriter([]).write(to: work.folder("in.zip"))
        #expect(await #expect(throws: WeirError.self) { try await work.run(pipeline()) }?.code == .zipNotOneFile)
    }

    @Test("of several files one is chosen by its name, letter by letter or without regard to case")
    func chosen() async throws {
        let work = try Workspace()
        try ZipWriter([
            ZipWriter.Entry("a.csv", "id,name\n1,a\n"), ZipWriter.Entry("sub/b.jsonl", "{\"name\":\"b\",\"id\":2}\n"),
            ZipWriter.Entry("c.csv", "x"), ZipWriter.Entry("C.csv", "x"),
        ]).write(to: work.folder("in.zip"))
        for (entry, name) in [("a.csv", "a"), ("A.CSV", "a"), ("sub/b.jsonl", "b"), ("sub\\\\b.jsonl", "b")] {
            try work.remove("out.db")
            var pipeline = pipeline()
            pipeline.read = "{ path: in.zip, entry: \"\(entry)\" }"
            let report = try await work.run(pipeline)
            #expect(report.exitCode == .allAccepted)
            #expect(try work.rows().map { $0[1] } == [name])
        }
        for (entry, code) in [("b.jsonl", ErrorCode.zipNotOneFile), ("c.csv", .zipDuplicate)] {
            var pipeline = pipeline()
            pipeline.read = "{ path: in.zip, entry: \(entry) }"
            let error = await #expect(throws: WeirError.self) { try await work.run(pipeline) }
            #expect(error?.code == code)
        }
    }

    @Test("what becomes more than it may is refused by what it says of itself, before anything is unpacked")
    func bomb() async throws {
        let work = try Workspace()
        let zeros = ZipWriter.Entry("a.csv", "id,name\n" + String(repeating: "\n", count: 4 << 20))
        try ZipWriter([zeros]).write(to: work.folder("in.zip"))
        var pipeline = pipeline()
        pipeline.limits = "{ inflatedBytes: 1MiB }"
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .decodeBudgetExceeded)
        #expect(report.summary.totals == RowCounts())
        pipeline.limits = "{ inflatedBytes: 5MiB }"
        #expect(try await work.run(pipeline).exitCode == .allAccepted)
    }

    @Test("without a limit of its own a file may become 1 GiB, or 250 times what it takes", arguments: [3, 9])
    func ratio(storedMiB: Int) async throws {
        let work = try Workspace()
        var entry = ZipWriter.Entry("a.csv", "")
        entry.stored = [UInt8](repeating: 0, count: storedMiB << 20)
        entry.byteCount = 2 << 30
        try ZipWriter([entry]).write(to: work.folder("in.zip"))
        let report = try await work.run(pipeline())
        // Of 9 MiB it is not too much, and then the data itself is found to be none.
        #expect(report.error?.code == (storedMiB == 3 ? .decodeBudgetExceeded : .zipCorrupt))
        #expect(report.summary.totals == RowCounts())
    }

    @Test("damage ends the run with an error, and what is packed twice is refused")
    func damage() async throws {
        let work = try Workspace()
        var entry = ZipWriter.Entry("a.csv", "id,name\n1,a\n")
        entry.checksum = 7
        try ZipWriter([entry]).write(to: work.folder("in.zip"))
        #expect(try await work.run(pipeline()).error?.code == .zipCorrupt)
        let inner = ZipWriter([ZipWriter.Entry("a.csv", "id,name\n1,a\n")]).bytes
        for packed in [inner, gzipMember(Array("id,name\n1,a\n".utf8))] {
            try ZipWriter([ZipWriter.Entry("a.csv", packed)]).write(to: work.folder("in.zip"))
            #expect(try await work.run(pipeline()).error?.code == .decodeUnsupportedFormat)
        }
    }
}
