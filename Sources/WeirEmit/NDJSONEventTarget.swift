import Synchronization
public import WeirModel

/// Adds events to a file, one JSON object per line.
///
/// Each event is one write to a file opened for appending, so several runs may share an event log. When a write stops
/// half-way, the next event begins on a line of its own.
///
/// A pipe, a terminal or a device is never waited for while the run goes on: what its reader has no room for is kept,
/// up to 1 MiB, and tried again with the next event and at the end.
public final class NDJSONEventTarget: EmitTarget {
    private struct State {
        var backlog = EventBacklog()
        /// Whether the last line written is whole.
        var endsLine = true
        /// Events that were taken and then lost.
        var lost = LostEvents()
    }

    /// The path, or `-`.
    public let destination: String
    private let file: EventFile
    private let state = Mutex(State())

    /// Opens the file, made if it is missing.
    ///
    /// - Throws: `emit.unwritable`, also for a pipe that nobody reads.
    public init(_ settings: NDJSONEventSettings) throws {
        destination = settings.path
        file = try settings.path == "-" ? .standardOutput : EventFile(path: settings.path)
    }

    /// Adds one line.
    public func deliver(_ event: Event) throws {
        var line = EventEncoder.encode(event)
        line.append(UInt8(ascii: "\n"))
        try state.withLock { state in
            if !state.endsLine, state.backlog.isEmpty { line.insert(UInt8(ascii: "\n"), at: 0) }
            guard state.backlog.append(line) else {
                throw failure("whoever reads it is too slow, and \(EventBacklog.mostBytes >> 20) MiB of events wait")
            }
            try write(&state, until: .now)
        }
    }

    /// Waits for the reader of a pipe, if there are events left for it.
    public func finish(within milliseconds: Int) -> LostEvents {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        return state.withLock { state in
            do throws(WeirError) {
                try write(&state, until: end)
                lose(&state, failure("whoever reads it was too slow"))
            } catch {
                lose(&state, error)
                // The event of this failure is lost like the others.
                state.lost.count += 1
            }
            defer { state.lost = LostEvents() }
            return state.lost
        }
    }

    /// Writes what waits, as much as goes without waiting longer than allowed.
    ///
    /// - Throws: why it cannot be written at all; then one event is lost with the error, and any others are noted.
    private func write(_ state: inout State, until end: ContinuousClock.Instant) throws(WeirError) {
        while !state.backlog.isEmpty, file.isReady(until: end) {
            switch file.write(state.backlog.next) {
            case .success(let count):
                state.backlog.wrote(count)
                state.endsLine = state.backlog.isEmpty || state.endsLine && count == 0
                if count == 0 { return }
            case .failure(let reason):
                let error = failure(reason.description)
                lose(&state, error)
                state.lost.count -= 1
                throw error
            }
        }
    }

    /// Gives up what waits.
    private func lose(_ state: inout State, _ error: WeirError) {
        let count = state.backlog.removeAll()
        guard count > 0 else { return }
        state.lost.count += count
        if state.lost.reason == nil { state.lost.reason = error }
    }

    private func failure(_ reason: String) -> WeirError {
        WeirError(.emitFailed, "cannot write to the event log \(destination): \(reason)")
    }
}
