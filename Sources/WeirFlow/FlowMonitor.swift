internal import Synchronization

/// Looks at a running flow from outside.
///
/// Make one, hand it to `withFlow`, and take snapshots from any thread: before the run there are no stages, after it
/// the last counts stay.
public final class FlowMonitor: Sendable {
    private let probes = Mutex<[StageProbe]>([])
    private let clock: FlowClock

    /// Makes a monitor that looks at nothing yet.
    public init(clock: FlowClock = .monotonic) { self.clock = clock }

    /// Where the flow stands now.
    public func snapshot() -> FlowProgress {
        FlowProgress(time: clock.now(), stages: probes.withLock { $0 }.map { $0.snapshot() })
    }

    func watch(_ stages: [StageProbe]) { probes.withLock { $0 = stages } }
}
