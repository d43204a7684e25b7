internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How often and after which pauses a request is made again that has failed for now.
struct RetryPolicy: Sendable {
    /// How many failures in a row are borne without a single byte between them.
    var failures = 6
    /// The pause behind the first failure, in seconds; each further one is twice as long.
    var firstPause = 0.5
    /// The longest pause, in seconds.
    var longestPause = 30.0
    /// The longest pause that a server may ask for, in seconds.
    var longestAsked = 300.0
    /// How long nothing may come, in seconds.
    var idle = 60.0
    /// A number from 0 to 1 that spreads clients which have failed together.
    var chance: @Sendable () -> Double = { Double.random(in: 0...1) }
    /// Waits so many seconds.
    var sleep: @Sendable (Double) -> Void = { seconds in _ = usleep(useconds_t(max(seconds, 0) * 1e6)) }

    /// The pause behind a failure; `nil` if it was one too many, or the server asks for too long a one.
    ///
    /// - Parameters:
    ///   - failure: which one it was, from 1.
    ///   - asked: the pause that the server asks for, in seconds.
    func pause(afterFailure failure: Int, asked: Double?) -> Double? {
        guard failure < failures else { return nil }
        if let asked {
            return asked <= longestAsked ? max(asked, firstPause) : nil
        }
        var pause = firstPause
        for _ in 1..<max(failure, 1) { pause = min(pause * 2, longestPause) }
        return pause * (0.5 + 0.5 * chance())
    }

    /// Waits, and looks now and then whether it has to wait no longer.
    func wait(_ seconds: Double, isStopped: () -> Bool) {
        var left = seconds
        while left > 0, !isStopped() {
            sleep(min(left, 0.1))
            left -= 0.1
        }
    }
}
