import Testing
import Weir
import WeirModel
import WeirParse
import WeirTestKit
import WeirWrite

@Suite("Hostile input")
struct HostileInputTests {
    @Test("a quote that never closes costs its own line, however much follows", arguments: ["1KiB", "1MiB"])
    func unterminated(batchBytes: String) async throws {
        let before = (1...4).map { "\($0),x\n" }.joined()
        let after = (6...20_000).map { "\($0),y\n" }.joined()
        let work = try Workspace("a,b\n" + before + "5,\"never closed\n" + after)
        var pipeline = PipelineText(fields: ["name: a, type: integer", "name: b, type: string"])
        pipeline.limits = "{ batchBytes: \(batchBytes), recordBytes: 8KiB }"
        let report = try await work.run(pipeline)
        #expect(report.summary.totals.accepted == 19_999)
        let issues = try work.issues()
        #expect(issues.map { "\($0.rowNumber) \($0.issueType) line \($0.line)" } == ["5 quote-error line 6"])
        #expect(work.folder.text("rejects.csv") == "a,b\n5,\"never closed\n")
    }

    @Test("a NUL in a text is a violation and never cuts the text")
    func nul() async throws {
        let work = try Workspace("a,b\n1,x\u{0}y\n2,z\n")
        try await work.run(PipelineText(fields: ["name: a, type: integer", "name: b, type: string"]))
        #expect(try work.rows() == [["2", "z"]])
        #expect(try work.issues().map(\.brief) == ["1 type-error b"])
    }

    @Test(
        "bytes that no UTF-8 text has are violations with their offset",
        arguments: [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x80], [0xE2, 0x82],
        ] as [[UInt8]])
    func invalid(bytes: [UInt8]) async throws {
        for end in [[0x0A], []] as [[UInt8]] {
            let work = try Workspace(bytes: Array("a,b\n1,x\n2,y".utf8) + bytes + end)
            let report = try await work.run()
            #expect(report.summary.totals.accepted == 1)
            #expect(report.summary.totals.rejected == 1)
            let issues = try work.issues()
            #expect(Set(issues.map(\.issueType)) == ["encoding-error"])
            #expect(issues.first?.byteOffset == 11)
        }
    }

    @Test("a second byte order mark, and one inside of a file, is text")
    func marks() async throws {
        let work = try Workspace("\u{FEFF}a,b\n\u{FEFF}1,x\n")
        try await work.run()
        #expect(try work.columns() == ["a", "b"])
        #expect(try work.rows() == [["\u{FEFF}1", "x"]])
    }

    @Test("names that are blank, twice there, or SQL become columns that can be told apart")
    func names() async throws {
        let labels = ["a", "A", "", "  ", "a", "a_3", "select", "\"; DROP TABLE t; --"]
        let header = labels.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
        let work = try Workspace(header + "\n1,2,3,4,5,6,7,8\n")
        let report = try await work.run()
        #expect(report.exitCode == .allAccepted)
        #expect(
            try work.columns() == ["a", "A_2", "field3", "field4", "a_3", "a_3_2", "select", "\"; DROP TABLE t; --"])
        #expect(try work.rows() == [(1...8).map { "\($0)" }])
    }

    @Test("a header wider than the limit is refused before a table is made")
    func tooWide() async throws {
        let work = try Workspace(String(repeating: "x,", count: 100) + "x\n1\n")
        let report = try await work.run(PipelineText(), ["limits.columns=100"])
        #expect(report.error?.code == .parseTooManyColumns)
        #expect(report.exitCode == .badInput)
        #expect(work.bytes("out.db") == nil)
    }

    @Test("a header longer than a record may be is refused")
    func longHeader() async throws {
        let work = try Workspace(String(repeating: "x", count: 10_000))
        let report = try await work.run(PipelineText(), ["limits.recordBytes=1KiB"])
        #expect(report.error?.code == .parseHeaderTooLong)
        #expect(report.exitCode == .badInput)
    }

    @Test(
        "a file of another kind is refused by its first bytes",
        arguments: [
            [0xD0, 0xCF, 0x11, 0xE0], [0x28, 0xB5, 0x2F, 0xFD],
        ] as [[UInt8]])
    func otherKind(bytes: [UInt8]) async throws {
        let work = try Workspace(bytes: bytes + Array(repeating: 0x20, count: 100))
        let report = try await work.run()
        #expect(report.error?.code.rawValue == "decode.unsupportedFormat")
        #expect(report.exitCode == .badInput)
        #expect(work.bytes("out.db") == nil)
    }

    @Test("what begins like an archive and is none is refused before anything is written")
    func cutOffArchive() async throws {
        let work = try Workspace(bytes: [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 0x20, count: 100))
        let error = await #expect(throws: WeirError.self) { try await work.run() }
        #expect(error?.code.rawValue == "zip.truncated")
        #expect(work.bytes("out.db") == nil)
    }

    @Test("values at the borders of their types are taken exactly or refused")
    func borders() async throws {
        let cells: [(type: String, good: [(String, String)], bad: [String])] = [
            (
                "integer",
                [
                    ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
                    ("+7", "7"), ("-0", "0"), ("007", "7"),
                ],
                [
                    "9223372036854775808", "1.0", "1_000", "0x10", "１", "1e3", "--1", "-",
                    String(repeating: "9", count: 400),
                ]
            ),
            (
                "number", [("-0.5", "-0.5"), ("1e-3", "0.001"), (".5", "0.5"), ("1e308", "1e+308")],
                ["1e", "1,5", "0x1p3", "1__0", ".", "infinite"]
            ),
            (
                "date", [("2024-02-29", "2024-02-29"), ("0001-01-01", "0001-01-01")],
                ["2023-02-29", "0000-00-00", "2024-13-01", "2024-2-9", "20240229", "2024-02-30T00:00:00"]
            ),
            ("boolean", [("true", "1"), ("0", "0")], ["yes", "2", "tRuE"]),
            (
                "datetime", [("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z")],
                ["2024-02-30T00:00:00Z", "2024-02-29T24:01:00Z", "2024-02-29T25:00:00Z", "2024-02-29 x"]
            ),
        ]
        for (type, good, bad) in cells {
            let lines = (good.map(\.0) + bad).map { "\"\($0)\"\n" }.joined()
            let work = try Workspace("a\n" + lines)
            try await work.run(PipelineText(fields: ["name: a, type: \(type)"]))
            #expect(try work.rows() == good.map { [$0.1] }, "\(type)")
            #expect(
                try work.issues().map(\.brief) == bad.indices.map { "\(good.count + $0 + 1) type-error a" }, "\(type)")
        }
    }

    @Test("a pattern that would backtrack for ever is checked in the time of its text")
    func pattern() async throws {
        let long = String(repeating: "a", count: 20_000)
        let work = try Workspace("a\n\(long)!\n\(long)\n")
        try await work.run(PipelineText(fields: ["name: a, type: string, constraints: { pattern: '(a+)+' }"]))
        #expect(try work.issues().map(\.brief) == ["1 constraint-error a pattern"])
        #expect(try work.number("SELECT length(a) FROM t") == 20_000)
    }

    @Test("texts longer than a database page are stored whole")
    func longTexts() async throws {
        let texts = (0..<100).map { String(repeating: "\($0)é", count: $0 * 400) }
        let work = try Workspace("a,b\n" + texts.enumerated().map { "\($0),\($1)\n" }.joined())
        let report = try await work.run(PipelineText(fields: ["name: a, type: integer", "name: b, type: string"]))
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == texts.enumerated().map { ["\($0)", $1.isEmpty ? nil : $1] })
        #expect(try work.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1)
    }

    @Test("rows of one column are loaded, blank lines between them are not")
    func oneColumn() async throws {
        let work = try Workspace("a\n1\n\n\"\"\n2")
        let report = try await work.run()
        #expect(try work.rows() == [["1"], [nil], ["2"]])
        #expect(report.summary.totals.skipped.blank == 1)
    }

    @Test("where every row is bad, the table is empty and the rejects are the file")
    func allBad() async throws {
        let text = "a\n" + String(repeating: "x\n", count: 5000)
        let work = try Workspace(text)
        let report = try await work.run(PipelineText(fields: ["name: a, type: integer"]), ["limits.batchBytes=1KiB"])
        #expect(report.exitCode == .rowsRejected)
        #expect(report.summary.totals.rejected == 5000)
        #expect(work.folder.text("rejects.csv") == text)
        #expect(try work.rows().isEmpty)
    }
}
