/// Whether a body comes fast enough: a client that sends a byte now and then would hold its connection for ever.
struct BodyPace {
    private let leastBytesPerSecond: Int
    private let window: Duration
    private var windowStart: ContinuousClock.Instant
    private var windowBytes = 0

    /// - Parameter window: over how long the rate is measured; also how long a body may take to begin.
    init(leastBytesPerSecond: Int, window: Duration = .seconds(30), from start: ContinuousClock.Instant) {
        self.leastBytesPerSecond = leastBytesPerSecond
        self.window = window
        windowStart = start
    }

    /// Takes note of bytes.
    ///
    /// - Throws: `server.tooSlow`.
    mutating func take(_ byteCount: Int, at now: ContinuousClock.Instant) throws(ServiceProblem) {
        windowBytes += byteCount
        let passed = now - windowStart
        guard passed >= window else { return }
        let seconds = Int(passed.components.seconds)
        guard windowBytes >= leastBytesPerSecond * seconds else { throw .tooSlow }
        windowStart = now
        windowBytes = 0
    }
}
