internal import Synchronization

/// Asks a running flow to stop at the next item border.
///
/// After `request()` no source is asked for another item and the flow ends with `FlowError.stopped`: what was on its
/// way is dropped, so a half-read record is never taken for the last one. A source that has already come to its end is
/// not stopped: all of the input is on its way, which is a bounded amount of work, and the flow ends as usual. A source
/// that is blocked in a system call stops when the call returns.
public final class StopSignal: Sendable {
    private let requested = Atomic<Bool>(false)
    private let other: StopSignal?

    /// Makes a signal that has not been given.
    public init() { other = nil }

    /// Makes a signal that is given when another one is.
    public init(following other: StopSignal) { self.other = other }

    /// Asks the flow to stop.
    ///
    /// It may be called from any thread, and more than once.
    public func request() { requested.store(true, ordering: .releasing) }

    /// Whether it has been asked.
    public var isRequested: Bool { requested.load(ordering: .acquiring) || other?.isRequested == true }
}
