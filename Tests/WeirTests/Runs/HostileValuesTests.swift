import Foundation
import Testing
import Weir
import WeirModel
import WeirParse
import WeirTestKit
import WeirWrite

@Suite("Hostile values")
struct HostileValuesTests {
    /// What a type makes of cells: those that it takes with their stored form, and those that it refuses.
    struct Verdict: Sendable, CustomTestStringConvertible {
        var field: String
        var taken: [(cell: String, stored: String?)]
        var refused: [String]
        var testDescription: String { field }
    }

    static let verdicts: [Verdict] = [
        Verdict(
            field: "type: number",
            taken: [
                ("-0", "-0.0"), ("+1.5", "1.5"), ("1e308", "1e+308"), ("4.9e-324", "5e-324"), ("1e-400", "0.0"),
                (String(repeating: "9", count: 300), "1e+300"),
                ("0." + String(repeating: "0", count: 500) + "1", "0.0"),
                // SQLite has no NaN.
                ("NaN", nil),
            ],
            refused: ["1e309", "-1e309", "0x1p3", "1_000", "１２", "1,000", "1.2.3", "+-1", "1e1.5", "e5", "٣"]
        ),
        Verdict(
            field: #"type: number, groupChar: ",""#, taken: [("12,345.5", "12345.5"), ("1,234,567", "1234567.0")],
            refused: [",", "1.5,5"]),
        Verdict(
            field: #"type: integer, groupChar: ",""#, taken: [("1,234", "1234"), ("-1,234", "-1234")],
            refused: [",", "-,", "9,223,372,036,854,775,808"]),
        Verdict(
            field: "type: date", taken: [("2000-02-29", "2000-02-29"), ("9999-12-31", "9999-12-31")],
            refused: [
                "0000-00-00", "2023-02-31", "1900-02-29", "99999-01-01", "2024-00-10", "2024-1-01", "２０２４-01-01",
                "2024-01-01 ", "-2024-01-01",
            ]
        ),
        Verdict(
            field: "type: time", taken: [("23:59:59", "23:59:59"), ("00:00:00", "00:00:00")],
            refused: ["24:00:01", "25:00:00", "12:60:00", "12:30:61", "1:2:3"]),
        Verdict(
            field: "type: datetime",
            taken: [("2024-03-31T02:30:00Z", "2024-03-31T02:30:00Z")],
            refused: [
                "2024-02-31T00:00:00Z", "2024-01-01T24:00:01Z", "2024-01-01T00:60:00Z", "99999-01-01T00:00:00Z",
                "2024-01-01T00:00:00+99:00", "2024-01-01",
            ]
        ),
        Verdict(field: "type: year", taken: [("2024", "2024")], refused: ["20x4", "2024.5", "9999999999999"]),
    ]

    @Test("are taken exactly or refused", arguments: verdicts)
    func values(_ verdict: Verdict) async throws {
        let cells = verdict.taken.map(\.cell) + verdict.refused
        let work = try Workspace("a\n" + cells.map { "\"\($0)\"\n" }.joined())
        try await work.run(PipelineText(fields: ["name: a, \(verdict.field)"]))
        #expect(try work.rows() == verdict.taken.map { [$0.stored] })
        let expected = verdict.refused.indices.map { "\(verdict.taken.count + $0 + 1) type-error a" }
        #expect(try work.issues().map(\.brief) == expected)
    }

    @Test("a NUL in a header is refused as the name of a column, and so is a file of them")
    func nulInHeader() async throws {
        let header = try Workspace("a\u{0}b,c\n1,2\n")
        let report = try await header.run()
        #expect(report.error?.code.rawValue == "write.invalidTable")
        #expect(report.error?.message.contains("NUL") == true)

        let whole = try Workspace(bytes: [UInt8](repeating: 0, count: 3 << 20))
        let refused = try await whole.run()
        #expect(refused.error?.code == .parseHeaderTooLong)
        #expect(whole.bytes("out.db") == nil)
    }

    @Test("line ends of all kinds may follow one another", arguments: ["1MiB", "1"])
    func lineEnds(batchBytes: String) async throws {
        let work = try Workspace("a,b\r1,x\n2,y\r\n3,z\r4,\"w\r\nw\"\n\r5,v")
        let report = try await work.run(PipelineText(), ["limits.batchBytes=\(batchBytes)"])
        #expect(try work.rows() == [["1", "x"], ["2", "y"], ["3", "z"], ["4", "w\r\nw"], ["5", "v"]])
        #expect(report.summary.totals.skipped.blank == 1)
    }

    @Test("a line that names the separator is a line before the table, if the pipeline says so")
    func separatorLine() async throws {
        let work = try Workspace("sep=;\na;b\n1;2\n")
        var pipeline = PipelineText()
        pipeline.parse = #"{ dialect: { delimiter: ";", headerRows: [2] } }"#
        try await work.run(pipeline)
        #expect(try work.columns() == ["a", "b"])
        #expect(try work.rows() == [["1", "2"]])
    }

    @Test("a record of far too many cells costs no more than its own line")
    func surplusCells() async throws {
        let work = try Workspace("a,b\n1,x\n2" + String(repeating: ",", count: 200_000) + "\n3,y\n")
        let report = try await work.run(PipelineText(), ["limits.columns=50"])
        #expect(report.summary.totals.accepted == 2)
        #expect(report.summary.totals.rejected == 1)
        #expect(report.summary.violations.count == 49)
        #expect(try work.rows() == [["1", "x"], ["3", "y"]])
        #expect(work.folder.text("rejects.csv") == "a,b\n2" + String(repeating: ",", count: 200_000) + "\n")
    }

    @Test("a device that never ends is given up at the limit for a record")
    func endless() async throws {
        let work = try Workspace("")
        var options = RunOptions()
        options.input = ["/dev/zero"]
        let report = try await work.run(PipelineText(), options: options)
        #expect(report.error?.code == .parseHeaderTooLong)
        #expect(report.exitCode == .badInput)
        #expect(work.bytes("out.db") == nil)
    }

    @Test("a folder is refused before anything is written")
    func folder() async throws {
        let work = try Workspace("")
        var options = RunOptions()
        options.input = [work.folder.path]
        let error = await #expect(throws: WeirError.self) { try await work.run(PipelineText(), options: options) }
        #expect(error?.code.rawValue == "read.isDirectory")
        #expect(work.bytes("out.db") == nil)
    }
}
