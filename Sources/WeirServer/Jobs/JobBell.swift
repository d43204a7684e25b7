internal import Synchronization

/// Wakes whoever waits for news of a job.
///
/// It says only that there is news; what it is stands in the store, so nothing is lost when nobody listens.
final class JobBell: Sendable {
    private struct State {
        var listeners: [Int: (job: String, signal: WakeSignal)] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// There is news of a job.
    func ring(_ job: String) {
        let signals = state.withLock { state in
            state.listeners.values.filter { $0.job == job }.map(\.signal)
        }
        for signal in signals { signal.notify() }
    }

    /// Somebody who waits for news of a job.
    struct Listener: Sendable {
        fileprivate let key: Int
        /// Rings; news that comes before it is waited for is kept.
        let signal: WakeSignal
    }

    /// Begins to listen to a job.
    func listen(to job: String) -> Listener {
        let signal = WakeSignal()
        return state.withLock { state in
            state.next += 1
            state.listeners[state.next] = (job, signal)
            return Listener(key: state.next, signal: signal)
        }
    }

    /// Ends listening.
    func forget(_ listener: Listener) { state.withLock { $0.listeners[listener.key] = nil } }
}
