import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("Inputs of all forms")
struct InputFormTests {
    static let fields = ["name: a, type: integer", "name: b, type: string"]

    @Test("without rows make an empty table", arguments: ["", "\n", "\u{FEFF}", "a,b", "a,b\n", "a,b\r\n\r\n"])
    func noRows(text: String) async throws {
        let work = try Workspace(text)
        let report = try await work.run(PipelineText(fields: Self.fields))
        #expect(report.exitCode == .allAccepted)
        #expect(report.summary.totals.accepted == 0)
        #expect(try work.rows().isEmpty)
        #expect(try work.columns() == ["a", "b"])
    }

    @Test("without rows and without a schema succeed as well")
    func nothingAtAll() async throws {
        let work = try Workspace("")
        #expect(try await work.run().exitCode == .allAccepted)
    }

    @Test("may end without a line end, and in any line end", arguments: ["", "\n", "\r\n", "\r"])
    func lastLine(end: String) async throws {
        let work = try Workspace("a,b\n1,x\n2,y" + end)
        try await work.run(PipelineText(fields: Self.fields))
        #expect(try work.rows() == [["1", "x"], ["2", "y"]])
    }

    @Test("a byte order mark does not hide a quoted first label")
    func markAndQuote() async throws {
        let work = try Workspace("\u{FEFF}\"a\",b\n1,x\n")
        let report = try await work.run(PipelineText(fields: Self.fields))
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == [["1", "x"]])
    }

    @Test("gzip of several members is one file, whatever its name says")
    func members() async throws {
        let parts = ["a,b\n1,", "x\n2,\"y", "\ny\"\n"].map { gzipMember(Array($0.utf8)) }
        let work = try Workspace(bytes: Array(parts.joined()))
        try await work.run(PipelineText(fields: Self.fields))
        #expect(try work.rows() == [["1", "x"], ["2", "y\ny"]])
    }

    @Test("truncated gzip fails; append keeps what it committed and says how much that is")
    func truncatedAppend() async throws {
        let work = try Workspace(bytes: Self.truncated)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.commitBytes = "1KiB"
        pipeline.limits = "{ batchBytes: 1KiB }"
        let report = try await work.run(pipeline)
        #expect(report.error?.code.rawValue == "decode.truncated")
        #expect(report.exitCode == .badInput)
        let stored = work.bytes("out.db") == nil ? 0 : try work.number("SELECT count(*) FROM t") ?? 0
        #expect(report.summary.totals.committed == stored)
        #expect(report.summary.totals.accepted >= stored)
        if stored > 0 {
            #expect(try work.number("SELECT rows_committed FROM _weir_runs WHERE state = 'interrupted'") == stored)
            #expect(try work.number("SELECT max(a) FROM t") == stored, "the rows are the first ones")
        }
    }

    @Test("truncated gzip fails; replace leaves the old table as it was")
    func truncatedReplace() async throws {
        let work = try Workspace("a,b\n100,old\n")
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        pipeline.limits = "{ batchBytes: 1KiB }"
        try await work.run(pipeline)
        try work.put(Self.truncated, in: "in.csv")
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .badInput)
        #expect(report.summary.totals.committed == 0)
        #expect(try work.rows() == [["100", "old"]])
    }

    @Test("damaged gzip fails")
    func corrupt() async throws {
        var bytes = Self.compressed
        bytes[bytes.count - 6] ^= 0x55
        let work = try Workspace(bytes: bytes)
        let report = try await work.run(PipelineText(fields: Self.fields))
        #expect(report.error?.code.rawValue == "decode.corrupt")
        #expect(report.exitCode == .badInput)
    }

    @Test(
        "text in every encoding gives the same rows",
        arguments: [
            Encoded("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array("a,b\n1,Zoë\n".utf8)),
            Encoded("UTF-16 little endian with a mark", utf16("\u{FEFF}a,b\n1,Zoë\n", isBig: false)),
            Encoded("UTF-16 big endian with a mark", utf16("\u{FEFF}a,b\n1,Zoë\n", isBig: true)),
            Encoded("UTF-16LE by setting", utf16("a,b\n1,Zoë\n", isBig: false), "{ encoding: utf-16le }"),
            Encoded("UTF-16BE by setting", utf16("a,b\n1,Zoë\n", isBig: true), "{ encoding: utf-16be }"),
            Encoded("Latin-1", Array("a,b\n1,Zo".utf8) + [0xEB, 0x0A], "{ encoding: iso-8859-1 }"),
            Encoded("Windows-1252", Array("a,b\n1,Zo".utf8) + [0xEB, 0x0A], "{ encoding: windows-1252 }"),
            Encoded("compressed UTF-16", gzipMember(utf16("\u{FEFF}a,b\n1,Zoë\n", isBig: false))),
        ])
    func encodings(encoded: Encoded) async throws {
        let work = try Workspace(bytes: encoded.bytes)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.decode = encoded.decode
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == [["1", "Zoë"]])
    }

    @Test("the bytes 0x80 and 0x93 of Windows-1252 are a euro sign and a quotation mark")
    func windows() async throws {
        let work = try Workspace(bytes: Array("a,b\n1,".utf8) + [0x80, 0x93, 0x0A])
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.decode = "{ encoding: windows-1252 }"
        try await work.run(pipeline)
        #expect(try work.rows() == [["1", "€“"]])
    }

    @Test("an invalid byte is a violation of its row, with its offset")
    func invalidByte() async throws {
        let work = try Workspace(bytes: Array("a,b\n1,x\n2,".utf8) + [0xC3, 0x28, 0x0A] + Array("3,z\n".utf8))
        let report = try await work.run(PipelineText(fields: Self.fields))
        #expect(report.exitCode == .rowsRejected)
        #expect(try work.rows() == [["1", "x"], ["3", "z"]])
        let issues = try work.issues()
        #expect(issues.map(\.issueType) == ["encoding-error"])
        #expect(issues.map(\.rowNumber) == [2])
        #expect(issues.map(\.line) == [3])
        #expect(issues.map(\.byteOffset) == [10])
        #expect(work.bytes("rejects.csv") == Array("a,b\n2,".utf8) + [0xC3, 0x28, 0x0A])
    }

    @Test("an invalid UTF-16 unit is a violation of its row, with its offset in the stored text")
    func invalidUnit() async throws {
        var bytes = Self.utf16("\u{FEFF}a,b\n1,x\n2,?\n3,z\n", isBig: false)
        bytes[22...23] = [0x00, 0xD8]
        let work = try Workspace(bytes: bytes)
        try await work.run(PipelineText(fields: Self.fields))
        #expect(try work.rows() == [["1", "x"], ["3", "z"]])
        #expect(try work.issues().map { "\($0.rowNumber) \($0.byteOffset)" } == ["2 22"])
    }

    @Test("a record that is too long is a violation, and the rows around it are loaded")
    func tooLong() async throws {
        let work = try Workspace("a,b\n1,x\n2,\(String(repeating: "y", count: 50_000))\n3,z\n")
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.limits = "{ recordBytes: 1KiB }"
        let report = try await work.run(pipeline)
        #expect(try work.rows() == [["1", "x"], ["3", "z"]])
        #expect(try work.issues().map(\.brief) == ["2 record-too-long"])
        #expect(report.summary.totals.rejected == 1)
    }

    struct Encoded: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var decode: String

        init(_ name: String, _ bytes: [UInt8], _ decode: String = "{}") {
            testDescription = name
            self.bytes = bytes
            self.decode = decode
        }
    }

    private static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
            return isBig ? bytes : bytes.reversed()
        }
    }

    private static let compressed: [UInt8] = {
        var random = SeededGenerator(seed: 1)
        let rows = (1...20_000).map { "\($0),\(UInt64.random(in: 0...UInt64.max, using: &random))\n" }
        return gzipMember(Array(("a,b\n" + rows.joined()).utf8))
    }()

    private static let truncated = Array(compressed.dropLast(compressed.count / 10))
}
