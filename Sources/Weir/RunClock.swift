public import WeirFlow

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The time of a run: that of the wall when it began, and what has passed since by a clock that only goes forward.
///
/// So whatever somebody does to the clock of the system meanwhile, the events of a run stand in order and its duration
/// is what it took.
public struct RunClock: Sendable {
    /// When the run began, in seconds since 1970-01-01T00:00:00Z.
    public let start: Double
    private let monotonic: FlowClock
    private let startTicks: UInt64

    /// Starts a clock.
    ///
    /// - Parameters:
    ///   - wall: the time now, in seconds since 1970-01-01T00:00:00Z; asked once.
    ///   - monotonic: what measures the time since.
    public init(wall: () -> Double = RunClock.wallTime, monotonic: FlowClock = .monotonic) {
        start = wall()
        self.monotonic = monotonic
        startTicks = monotonic.now()
    }

    /// The time now, in seconds since 1970-01-01T00:00:00Z.
    public func now() -> Double {
        let ticks = monotonic.now()
        return start + (ticks > startTicks ? Double(ticks - startTicks) / 1e9 : 0)
    }

    /// The time of the system, in seconds since 1970-01-01T00:00:00Z; somebody may set it back.
    public static func wallTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
