internal import WeirFlow
internal import WeirModel

/// Where a run stands at one moment.
struct ProgressReading: Sendable {
    /// The table that foreign keys refer to and that is being read; `nil` when it is the input.
    var reference: String?
    /// The counters of the stages.
    var progress: FlowProgress
    /// The rows as far as they are accounted for.
    var totals: RowCounts
}

/// What is worth knowing of a run on its way: a pure function of two readings.
struct ProgressFigures {
    /// The stage that knows how many stored bytes have been read.
    private static let source = "read"
    /// The stage that first knows rows.
    private static let rowSource = "parse"

    /// The latest reading.
    let now: ProgressReading
    /// The reading that rates are measured from.
    let earlier: ProgressReading
    /// The size of all inputs, in bytes; `nil` if it is not known.
    let totalBytes: Int?

    /// What the line for the run begins with.
    func title(_ name: String) -> String { now.reference.map { "\(name), reading \($0) first" } ?? name }

    /// The bytes read so far.
    var bytesRead: Int { now.progress.stage(Self.source)?.bytes ?? 0 }
    /// The records found so far.
    var rowsRead: Int { now.progress.stage(Self.rowSource)?.rows ?? 0 }
    /// The share of the input that has been read, from 0 to 1.
    var fraction: Double? {
        guard let totalBytes, totalBytes > 0 else { return nil }
        return min(Double(bytesRead) / Double(totalBytes), 1)
    }
    /// Bytes read per second.
    var bytesPerSecond: Double { now.progress.bytesPerSecond(Self.source, since: earlier.progress) }
    /// Records found per second.
    var rowsPerSecond: Double { now.progress.rowsPerSecond(Self.rowSource, since: earlier.progress) }
    /// How long the rest will take, in seconds.
    var secondsLeft: Double? {
        guard let totalBytes, bytesPerSecond > 0 else { return nil }
        return Double(max(totalBytes - bytesRead, 0)) / bytesPerSecond
    }

    /// What a stage does per second: rows where there are rows, else bytes.
    func rate(of stage: FlowProgress.Stage) -> String {
        let rows = Self.rowsHandled(stage)
        let (after, before) = (now.progress, earlier.progress)
        guard rows > 0 else {
            return "\(Figure.decimal(after.bytesPerSecond(stage.name, since: before) / 1e6, places: 1)) MB/s"
        }
        let rowsBefore = before.stage(stage.name).map(Self.rowsHandled) ?? 0
        let seconds = after.time > before.time ? Double(after.time - before.time) / 1e9 : .infinity
        return "\(Figure.perSecond(Double(rows - rowsBefore) / seconds)) rows/s"
    }

    /// The rows that a stage has taken, or has put out if it is the one that makes them: what it puts out may come in
    /// lumps, as commits do.
    private static func rowsHandled(_ stage: FlowProgress.Stage) -> Int {
        let taken = stage.input?.receivedRows ?? 0
        return taken > 0 ? taken : stage.rows
    }

    /// The bytes read, of how many.
    var volume: String {
        guard let totalBytes else { return "\(Figure.megabytes(bytesRead)) MB" }
        return "\(Figure.megabytes(bytesRead)) of \(Figure.megabytes(totalBytes)) MB"
    }
}
