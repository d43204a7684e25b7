import Testing
import WeirModel

@testable import Weir
@testable import WeirCLI
@testable import WeirEmit
@testable import WeirFlow
@testable import WeirWrite

@Suite struct SummaryTextTests {
    private static var progress: FlowProgress {
        var edge = EdgeCounters(limit: 4 << 20)
        (edge.bytes, edge.rows, edge.peak) = (52_500_000, 1_500_000, 3 << 20)
        (edge.receivedBytes, edge.receivedRows) = (edge.bytes, edge.rows)
        (edge.blockedOnFull, edge.blockedOnEmpty) = (1_740_000_000, 20_000_000)
        var bytes = EdgeCounters(limit: 4 << 20)
        (bytes.bytes, bytes.peak) = (34_500_000, 4 << 20)
        bytes.receivedBytes = bytes.bytes
        return FlowProgress(
            time: 0,
            stages: [
                .init(name: "read", kind: .source, state: .finished, busy: 60_000_000, input: nil, output: bytes),
                .init(name: "parse", kind: .stage, state: .finished, busy: 760_000_000, input: bytes, output: edge),
                .init(name: "emit", kind: .sink, state: .finished, busy: 0, input: edge, output: nil),
            ]
        )
    }

    private static func report(_ error: WeirError? = nil) -> RunReport {
        var summary = RunSummary()
        summary.totals.read = 1_500_003
        summary.totals.accepted = 1_499_998
        summary.totals.committed = error == nil ? 1_499_998 : 1_000_000
        summary.totals.rejected = 2
        summary.totals.skipped.header = 1
        summary.totals.skipped.blank = 2
        let columns = [ColumnInfo(name: "id", type: .integer, required: false)]
        for (row, value) in [(17, "x\u{1B}[2J"), (4000, String(repeating: "9", count: 40))] {
            let violation = Violation(row: 0, column: 0, code: .typeError, valueRange: 0..<0)
            summary.violations.add(violation, rowNumber: row, columns: columns, value: value)
        }
        summary.rejectsFiles = ["flights.rejects.csv"]
        summary.rejectsWritten = 2
        summary.issuesFile = "flights.issues.ndjson"
        summary.issuesWritten = 2
        return RunReport(
            run: RunIdentity(id: "1", pipeline: "flights", startedAt: 100),
            beganAt: 100,
            endedAt: 103,
            error: error,
            summary: summary,
            progress: progress,
            destination: "flights.db, table flights",
            deliveries: [Emitter.Delivery(destination: "flights.events.ndjson", delivered: 3, failed: 1)],
            kernel: "avx2",
            workers: 2,
            peakMemory: 93_000_000
        )
    }

    @Test("the summary of a run with rejected rows is as it should look")
    func rejected() throws {
        var text = SummaryText(report: Self.report(), style: .ascii)
        text.sample = [
            Issue(
                severity: .error, code: .typeError, message: "not an integer", source: "flights.csv", rowNumber: 17,
                line: 18, byteOffset: 400, fieldName: "id", fieldNumber: 1)
        ]
        text.mending = MendingHint(
            pipeline: "flights.yaml", rejects: ["flights.rejects.csv"], run: "1764000000-5f0c3a91")
        try Snapshot.expect(text.lines.map { $0 + "\n" }.joined(), "summary-rejected")
    }

    @Test("the hint for rejects names each of their files, up to three")
    func mendingFiles() {
        func hint(_ count: Int) -> MendingHint {
            MendingHint(pipeline: "p.yaml", rejects: (1...count).map { "r-\($0).csv" }, run: "7", isReplay: true)
        }
        #expect(
            (1...4).map { hint($0).fileNames } == [
                "r-1.csv", "r-1.csv and r-2.csv", "r-1.csv, r-2.csv and r-3.csv", "r-1.csv and the 3 others",
            ])
        #expect(hint(2).command == "weir run p.yaml --replay 7 --input r-1.csv r-2.csv")
    }

    @Test("the summary of a stopped run says what is committed")
    func stopped() throws {
        let text = SummaryText(report: Self.report(WeirError(.weirStopped, "the run was stopped")), style: .ascii)
        try Snapshot.expect(text.lines.map { $0 + "\n" }.joined(), "summary-stopped")
    }

    @Test("an error has its place, its code and its hint on a line of its own")
    func error() {
        let error = WeirError(
            .decodeTruncatedForTest, "it ends\ntoo early", hint: "send it again",
            position: WeirError.Position(file: "a.gz", line: 3, column: 4))
        #expect(
            ErrorText.lines(error, .ascii)
                == ["error: a.gz:3:4: decode.truncated: it ends\\ntoo early", "hint: send it again"])
    }
}

extension ErrorCode {
    fileprivate static let decodeTruncatedForTest = ErrorCode(rawValue: "decode.truncated")
}
