internal import Synchronization
public import WeirFlow
internal import WeirModel

/// Where a run stands while it reads the tables that foreign keys refer to.
public struct ReferenceProgress: Sendable {
    /// What is being read, for people.
    public var name: String
    /// Its size, in bytes; `nil` if it is not known.
    public var totalBytes: Int?
    /// The counters of the stages that read it.
    public var progress: FlowProgress
}

/// Looks at the reading of tables that foreign keys refer to, and keeps what is to be said of them.
final class ReferenceWatch: Sendable {
    private struct State {
        var current: (name: String, totalBytes: Int?, monitor: FlowMonitor)?
        var notes: [String] = []
    }

    private let state = Mutex(State())

    /// Where the reading stands; `nil` before the first table and after the last one.
    var progress: ReferenceProgress? {
        guard let (name, totalBytes, monitor) = state.withLock({ $0.current }) else { return nil }
        return ReferenceProgress(name: name, totalBytes: totalBytes, progress: monitor.snapshot())
    }

    /// What is to be said of the tables.
    var notes: [String] { state.withLock { $0.notes } }

    /// Looks at another table.
    ///
    /// - Returns: what looks at the flow that reads it.
    func begin(_ reading: ReferenceReading) -> FlowMonitor {
        let monitor = FlowMonitor()
        let sizes = reading.sources.map(\.byteCount)
        let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
        state.withLock { $0.current = (reading.description, total, monitor) }
        return monitor
    }

    /// Looks at no table any more.
    func end() { state.withLock { $0.current = nil } }

    /// Keeps something to be said.
    func note(_ text: String) { state.withLock { $0.notes.append(text) } }
}
