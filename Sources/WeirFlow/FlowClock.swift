#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Where a flow takes its time from; a parameter, so that a test need not wait.
public struct FlowClock: Sendable {
    /// The time in nanoseconds since any fixed moment.
    public let now: @Sendable () -> UInt64

    /// Makes a clock.
    public init(now: @escaping @Sendable () -> UInt64) { self.now = now }

    /// The system's monotonic clock.
    public static let monotonic = FlowClock {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}
