internal import Synchronization
internal import WeirModel
internal import WeirWrite

/// A sink that keeps what it is given in memory, for a test to look at; nothing else is touched.
///
/// The rows are there when the run has stored them: after a run that failed there are none, as after a `replace`.
final class RowCapture: TableSink {
    private let target: NDJSONSink
    private let rows = Mutex(Rows())

    /// What was stored.
    struct Rows {
        /// The names of the columns.
        var columns: [String] = []
        /// The rows, a JSON object each, in order.
        var lines: [UInt8] = []
        /// Whether they are stored for good.
        var isStored = false
    }

    /// Makes a sink that has kept nothing yet.
    init() {
        target = NDJSONSink(NDJSONSinkSettings(), pool: BufferPool(retainedBytes: 1 << 20))
    }

    let destination = "memory"

    func makeEncoder(columns: TableColumns) throws -> any BatchEncoder { target.makeEncoder(columns: columns) }

    func makeWriter(_ start: RunStart) throws -> any TableWriter { Writer(self) }

    /// The names of the columns, as far as the run has shown them.
    var columns: [String] { rows.withLock { $0.columns } }

    /// The rows that were stored.
    var stored: [CapturedRow] {
        let lines = rows.withLock { $0.isStored ? $0.lines : [] }
        return lines.split(separator: 0x0A).compactMap { CapturedRow($0) }
    }

    private final class Writer: TableWriter {
        private let capture: RowCapture
        let isAtomic = true

        init(_ capture: RowCapture) { self.capture = capture }

        func open(columns: [ColumnInfo]) {
            capture.rows.withLock { $0.columns = columns.map(\.name) }
        }

        func append(_ batch: EncodedBatch) -> [RowRefusal] {
            guard case .bytes(let bytes) = batch.payload else { return [] }
            capture.rows.withLock { rows in
                bytes.withUnsafeBufferPointer { rows.lines.append(contentsOf: $0) }
            }
            return []
        }

        func commit(_ record: RunRecord) {}
        func finish() { capture.rows.withLock { $0.isStored = true } }
        func abort(_ state: RunState) {}
    }
}
