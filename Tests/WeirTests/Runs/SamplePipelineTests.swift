import Foundation
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("The sample pipelines")
struct SamplePipelineTests {
    /// What is wrong with the orders, in the order of the file.
    static let orderIssues = [
        "9 constraint-error customer required",
        "10 missing-cell express",
        "10 missing-cell note",
        "11 extra-cell",
        "12 extra-cell",
        "13 type-error ordered_on",
        "14 type-error ordered_on",
        "15 constraint-error ordered_on minimum",
        "17 type-error quantity",
        "18 constraint-error quantity minimum",
        "19 type-error quantity",
        "20 type-error unit_price",
        "21 constraint-error unit_price minimum",
        "23 quote-error",
        "24 quote-error",
        "29 encoding-error",
        "30 constraint-error status enum",
        "31 type-error express",
        "33 constraint-error order_id required",
        "34 type-error order_id",
        "35 constraint-error customer pattern",
        "37 type-error ordered_on",
        "37 constraint-error quantity minimum",
        "38 constraint-error item maxLength",
    ]

    @Test("orders: every bad row is rejected for its reason, and every good row is loaded")
    func orders() async throws {
        let work = try Workspace(sample: "orders")
        let report = try await work.run(file: "orders.yaml")
        let totals = report.summary.totals
        #expect(report.status == .completed)
        #expect(report.exitCode == .rowsRejected)
        #expect(totals.accepted == 20)
        #expect(totals.committed == 20)
        #expect(totals.rejected == 22)
        #expect(totals.skipped.blank == 3)
        #expect(totals.skipped.header == 1)
        #expect(totals.read == 46)

        let issues = try work.issues("orders.issues.ndjson")
        #expect(issues.map { Self.withoutFieldOfRecord($0) } == Self.orderIssues)
        #expect(report.summary.violations.count == 24)
        #expect(report.summary.issuesWritten == 24)
        #expect(report.summary.rejectsWritten == 22)

        let rows = try work.rows("orders", of: "orders.db")
        let ids = [1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1016, 1022, 1001, 1002, 1025, 1026, 1030]
        #expect(rows.map { $0[0] } == (ids + [1033, 1036, 1037, 1038, 1039]).map { "\($0)" })
        let expected: [String: [String?]] = [
            "a line end inside quotes": [
                "1004", "BLU-207", "2024-01-11", "Paper A3", "5", "7.1", "shipped", "0", "Leave at gate 3,\nring twice",
            ],
            "doubled quotes": [
                "1005", "KRS-001", "2024-01-15", "Monitor 27\" curved", "1", "249.0", "shipped", "1",
                "marked \"fragile\"",
            ],
            "missing values": ["1007", "NTW-014", "2024-01-16", "Pen blue", "100", nil, "open", nil, nil],
            "a lone CR": [
                "1025", "QUA-330", "2024-03-12", "Lamp", "1", "15.0", "open", "0", "the line ends with CR alone",
            ],
            "no line end": [
                "1039", "QUA-330", "2024-04-04", "Board", "2", "30.0", "open", "0", "no line end after this one",
            ],
        ]
        for (what, row) in expected { #expect(rows.contains(row), "\(what)") }
    }

    @Test("orders: an issue has its line and its byte, also behind line ends in quotes")
    func places() async throws {
        let work = try Workspace(sample: "orders")
        try await work.run(file: "orders.yaml")
        let bytes = try #require(work.bytes("samples/orders.csv"))
        let issues = try work.issues("orders.issues.ndjson")
        let missing = try #require(issues.first)
        #expect(missing.line == 11)
        #expect(missing.source.hasSuffix("samples/orders.csv"))
        #expect(Array(bytes[missing.byteOffset...].prefix(11)) == Array(",2024-01-18".utf8))
        let encoding = try #require(issues.first { $0.issueType == "encoding-error" })
        #expect(bytes[encoding.byteOffset] == 0xE9)
        #expect(bytes.firstIndex(of: 0xE9) == encoding.byteOffset)
        for issue in issues where issue.issueType == "type-error" {
            let value = Array((issue.value ?? "").utf8)
            #expect(Array(bytes[issue.byteOffset...].prefix(value.count)) == value)
        }
    }

    @Test("orders: the rejects are the source's bytes, and loading them corrected completes the table")
    func rejectsReload() async throws {
        let work = try Workspace(sample: "orders")
        try await work.run(file: "orders.yaml")
        let source = Data(try #require(work.bytes("samples/orders.csv")))
        let rejected = Data(try #require(work.bytes("orders.rejects.csv")))
        let records = rejected.split(separator: UInt8(ascii: "\n"))
        #expect(records.count == 23)
        for record in records { #expect(source.range(of: record + Data("\n".utf8)) != nil) }

        var rejects = try #require(String(data: rejected, encoding: .isoLatin1))
        for (wrong, right) in Self.corrections {
            let range = try #require(rejects.range(of: wrong, options: .literal), "\(wrong)")
            rejects.replaceSubrange(range, with: right)
        }
        try work.put(Array(try #require(rejects.data(using: .isoLatin1))), in: "corrected.csv")
        var options = RunOptions()
        options.input = [work.folder("corrected.csv")]
        let report = try await work.run(
            file: "orders.yaml",
            ["write.sqlite.mode=append", "write.rejects=again.rejects.csv"],
            options: options
        )
        #expect(report.exitCode == .allAccepted)
        #expect(report.summary.totals.accepted == 22)
        #expect(try work.number("SELECT count(*) FROM orders", of: "orders.db") == 42)
        #expect(try work.number("SELECT count(DISTINCT order_id) FROM orders", of: "orders.db") == 40)
        #expect(work.bytes("again.rejects.csv") == nil)
    }

    @Test("requirements: all rows are loaded")
    func requirements() async throws {
        let work = try Workspace(sample: "requirements")
        let report = try await work.run(file: "requirements.yaml")
        #expect(report.exitCode == .allAccepted)
        #expect(report.summary.totals.accepted == 12)
        #expect(try work.number("SELECT count(*) FROM requirements", of: "requirements.db") == 12)
        #expect(work.bytes("requirements.rejects.csv") == nil)
    }

    @Test("flights: two of five thousand rows are rejected; running it twice gives the same table")
    func flights() async throws {
        let work = try Workspace(sample: "flights")
        for _ in 1...2 {
            let report = try await work.run(file: "flights.yaml")
            #expect(report.exitCode == .rowsRejected)
            #expect(report.summary.totals.accepted == 4998)
            #expect(report.summary.totals.rejected == 2)
            #expect(try work.issues("flights.issues.ndjson").map(\.rowNumber) == [818, 4304])
            #expect(try work.number("SELECT count(*) FROM flights", of: "flights.db") == 4998)
        }
        let count = "SELECT count(*) FROM flights WHERE"
        #expect(try work.number("\(count) typeof(month) <> 'integer'", of: "flights.db") == 0)
        #expect(try work.number("\(count) typeof(time_hour) <> 'text'", of: "flights.db") == 0)
        #expect(try work.number("\(count) dep_time IS NULL", of: "flights.db") ?? 0 > 0)
    }

    /// A fault of the whole record may be shown at a cell; the table above names records only.
    private static func withoutFieldOfRecord(_ issue: IssueLine) -> String {
        var issue = issue
        if ["quote-error", "encoding-error", "extra-cell"].contains(issue.issueType) { issue.fieldName = nil }
        return issue.brief
    }

    private static let corrections = [
        ("1009,,", "1009,NTW-014,"),
        ("59.00,open\n", "59.00,open,false,\n"),
        ("one comma at the end,", "one comma at the end"),
        ("green, not blue", "\"green, not blue\""),
        ("2024-02-30", "2024-02-28"),
        ("31.03.2024", "2024-03-31"),
        ("2019-12-31", "2020-12-31"),
        ("twelve", "12"),
        ("Envelope C5,0,", "Envelope C5,1,"),
        (",2.5,", ",2,"),
        ("\"0,15\"", "0.15"),
        ("-0.15", "0.15"),
        ("\"5\" disk\"", "\"5\"\" disk\""),
        ("\"Cable 3 m", "Cable 3 m"),
        ("Caf\u{E9} ", "Caf\u{C3}\u{A9} "),
        (",lost,", ",open,"),
        (",yes,", ",true,"),
        ("\n,BLU-207", "\n1031,BLU-207"),
        ("A-31", "1131"),
        ("blu-207", "BLU-207"),
        ("2024-04-31,Tape,0", "2024-04-30,Tape,1"),
        ("rubber bands 500", "rubber bands"),
    ]
}
