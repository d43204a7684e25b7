import Synchronization

/// Holds the summary of a run while it grows, so that it can be read while the flow runs and after it has failed.
public final class SummaryCollector: Sendable {
    private let state = Mutex(RunSummary())

    /// Makes an empty summary.
    public init() {}

    /// The summary as it is now.
    public var summary: RunSummary { state.withLock { $0 } }

    /// Changes the summary.
    func update(_ change: (inout RunSummary) -> Void) {
        state.withLock { change(&$0) }
    }
}
