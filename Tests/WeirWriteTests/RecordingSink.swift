import Synchronization
import WeirModel
import WeirWrite

/// A sink that keeps a log of what is asked of it.
final class RecordingSink: TableSink {
    let destination = "the log"
    let isAtomic: Bool
    /// The row of the batch that is refused, if one is.
    let refusedRow: Int?
    private let entries = Mutex<[String]>([])

    init(isAtomic: Bool = false, refusedRow: Int? = nil) {
        self.isAtomic = isAtomic
        self.refusedRow = refusedRow
    }

    var log: [String] { entries.withLock { $0 } }

    func note(_ entry: String) { entries.withLock { $0.append(entry) } }

    func makeEncoder(columns: TableColumns) -> any BatchEncoder { ColumnsEncoder() }

    func makeWriter(_ start: RunStart) -> any TableWriter { Writer(self) }

    private final class Writer: TableWriter {
        let sink: RecordingSink
        var isAtomic: Bool { sink.isAtomic }

        init(_ sink: RecordingSink) { self.sink = sink }

        func open(columns: [ColumnInfo]) {
            sink.note("open " + columns.map { $0.name + ($0.required ? "!" : "") }.joined(separator: " "))
        }

        func append(_ batch: EncodedBatch) throws -> [RowRefusal] {
            if let row = sink.refusedRow { throw RowRefusal(row: row, reason: "no room") }
            sink.note("append \(batch.checked.acceptedCount)")
            return []
        }

        private var stored = 0

        func commit(_ record: RunRecord) {
            defer { stored = record.counts.committed }
            sink.note("commit \(record.counts.committed - stored) rejects \(record.rejectsLength)")
        }

        func finish() { sink.note("finish") }
        func abort(_ state: RunState) { sink.note("abort") }
    }
}
