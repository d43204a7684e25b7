import Testing
import WeirModel

@testable import WeirCLI
@testable import WeirFlow

@Suite struct ProgressBlockTests {
    private static func edge(limit: Int, bytes: Int, rows: Int, fill: Int) -> EdgeCounters {
        var edge = EdgeCounters(limit: limit)
        (edge.bytes, edge.rows, edge.fill) = (bytes, rows, fill)
        (edge.receivedBytes, edge.receivedRows) = (bytes, rows)
        return edge
    }

    /// A run of which so many megabytes have been read.
    private static func reading(seconds: UInt64, megabytes: Int) -> ProgressReading {
        let bytes = edge(limit: 4_000_000, bytes: megabytes * 1_000_000, rows: 0, fill: 1_000_000)
        let rows = edge(limit: 4_000_000, bytes: megabytes * 1_500_000, rows: megabytes * 10_000, fill: 4_000_000)
        let receipts = edge(limit: 4_000_000, bytes: 0, rows: 0, fill: 0)
        func stage(
            _ name: String, _ kind: FlowProgress.Kind, _ input: EdgeCounters?, _ output: EdgeCounters?
        ) -> FlowProgress.Stage {
            FlowProgress.Stage(name: name, kind: kind, state: .running, busy: 0, input: input, output: output)
        }
        var totals = RowCounts()
        totals.accepted = megabytes * 9_999
        totals.rejected = megabytes
        return ProgressReading(
            progress: FlowProgress(
                time: seconds * 1_000_000_000,
                stages: [
                    stage("read", .source, nil, bytes), stage("parse", .stage, bytes, rows),
                    stage("validate", .fanOut, rows, rows), stage("write", .stage, rows, receipts),
                    stage("emit", .sink, receipts, nil),
                ]
            ),
            totals: totals
        )
    }

    private static func figures(totalBytes: Int?) -> ProgressFigures {
        ProgressFigures(
            now: reading(seconds: 12, megabytes: 124), earlier: reading(seconds: 10, megabytes: 100),
            totalBytes: totalBytes)
    }

    @Test("the block is as it should look")
    func look() throws {
        let figures = Self.figures(totalBytes: 310_000_000)
        let block = ProgressBlock(
            name: "flights", width: 100, style: TextStyle(hasColor: false, isUnicode: true))
        let ascii = ProgressBlock(name: "flights", width: 100, style: .ascii)
        let endless = ascii.lines(Self.figures(totalBytes: nil), step: 3)
        let text = [block.lines(figures, step: 0), ascii.lines(figures, step: 0), endless]
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
        try Snapshot.expect(text + "\n", "progress-block")
    }

    @Test("no line is wider than the terminal", arguments: [1, 7, 20, 40, 60, 80, 200], [310_000_000, nil])
    func width(width: Int, totalBytes: Int?) {
        let block = ProgressBlock(name: "flights", width: width, style: .ascii)
        for line in block.lines(Self.figures(totalBytes: totalBytes), step: 1) { #expect(line.count <= width) }
    }

    @Test("a line for a log has everything that the block has of the run")
    func line() throws {
        let known = ProgressLine.text(Self.figures(totalBytes: 310_000_000), name: "flights")
        let unknown = ProgressLine.text(Self.figures(totalBytes: nil), name: "flights")
        try Snapshot.expect("\(known)\n\(unknown)\n", "progress-line")
    }

    @Test("two readings of one moment give no rate and no time left")
    func moment() {
        let reading = Self.reading(seconds: 1, megabytes: 1)
        let figures = ProgressFigures(now: reading, earlier: reading, totalBytes: 2_000_000)
        #expect(figures.bytesPerSecond == 0)
        #expect(figures.rowsPerSecond == 0)
        #expect(figures.secondsLeft == nil)
        #expect(figures.rate(of: reading.progress.stages[1]) == "0 rows/s")
    }
}
