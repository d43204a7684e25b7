import WeirEmit
import WeirModel
import WeirSQLite
import WeirSpec
import WeirWrite

extension Workload {
    /// The flights table as database pages, made and appended to a new database by one thread.
    public static let writePages = Workload("encode and write, SQLite database pages") { try written(asPages: true) }

    /// The flights table by a prepared statement into a new table.
    public static let writeStatement = Workload("write, SQLite prepared statement") { try written(asPages: false) }

    private static func written(asPages: Bool) throws -> Pass {
        let folder = try TemporaryFolder()
        let checked = try Prepared.flights.checked()
        let columns = try Prepared.flights.columns()
        return {
            let sink = SQLiteSink(sqlite(folder.path + "/flights.db"), pool: Prepared.flights.pool)
            let encoder: any BatchEncoder = asPages ? sink.makeEncoder(columns: columns) : ColumnsEncoder()
            let summary = SummaryCollector()
            var stage = try WriteStage(
                sink: sink, columns: columns, encode: EncodeStage(encoder), rendering: NoIssues(), sources: [],
                options: WriteOptions(),
                start: RunStart(RunRecord(run: RunIdentity(id: "1", pipeline: "benchmark", startedAt: 0))),
                summary: summary, clock: { 0 })
            for batch in checked {
                try stage.push(EncodedBatch(payload: encoder.encode(batch), checked: batch))
                while try stage.next() != nil {}
            }
            try stage.finish()
            precondition(summary.summary.totals.committed == Flights.rows, "rows are lost")
        }
    }

    /// The table has none.
    private struct NoIssues: IssueRendering {
        func render(_ batch: CheckedBatch, limit: Int, to take: (Issue) throws -> Void) rethrows {}
    }

    /// A thousand events into a file.
    static let emit = Workload("emit, NDJSON") {
        let folder = try TemporaryFolder()
        var settings = NDJSONEventSettings()
        settings.path = folder.path + "/events.ndjson"
        let emitter = Emitter(targets: [try NDJSONEventTarget(settings)])
        var counts = RowCounts()
        counts.read = 1
        let receipt = Receipt(
            number: 1, counts: counts, totals: counts, source: 0, recordsOfSource: 1, byteOffset: 1, isLast: false)
        let run = RunIdentity(id: "1", pipeline: "benchmark", startedAt: 0)
        return {
            withExtendedLifetime(folder) {}
            let stage = EmitStage(emitter: emitter, run: run, sources: [], clock: { 0 })
            for _ in 0..<1000 { await stage.consume(receipt) }
        }
    }
}
