internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Turns Ctrl-C and SIGTERM into requests to stop, for as long as it lives.
///
/// A signal that the caller of the program has set to be ignored, as `nohup` and a shell's `&` do, stays ignored.
final class StopRequests {
    /// How long a run may take to stop before it is left, in seconds: a stage may be in a system call that never ends.
    static let patience = 2.0

    private var sources: [any DispatchSourceSignal] = []

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - onRequest: called with the first signal.
    ///   - onOverdue: called when the run has had its time to stop; it may have ended by then.
    ///   - onInsist: called with each further signal; it is expected to end the process.
    init(
        onRequest: @escaping @Sendable (Int32) -> Void,
        onOverdue: @escaping @Sendable () -> Void,
        onInsist: @escaping @Sendable (Int32) -> Void
    ) {
        let queue = DispatchQueue(label: "weir.signals", qos: .userInteractive)
        let first = FirstSignal()
        for number in [SIGINT, SIGTERM] where !Self.isIgnored(number) {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                // What follows may be held up by an output that nobody reads, so it must not hold up the next signal.
                let elsewhere = DispatchQueue.global(qos: .userInteractive)
                if let earlier = first.note(number) {
                    elsewhere.async { onInsist(earlier) }
                } else {
                    onRequest(number)
                    elsewhere.asyncAfter(deadline: .now() + Self.patience, execute: onOverdue)
                }
            }
            // A signal that came before the source is in place would be lost.
            let isInPlace = DispatchSemaphore(value: 0)
            source.setRegistrationHandler { isInPlace.signal() }
            source.activate()
            isInPlace.wait()
            sources.append(source)
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Glibc)
            let handler = action.__sigaction_handler.sa_handler
        #else
            let handler = action.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// The first signal that came.
private final class FirstSignal: Sendable {
    private let number = Mutex<Int32?>(nil)

    /// Notes a signal, and tells the one before it if there was one.
    func note(_ new: Int32) -> Int32? {
        number.withLock { kept in
            if let kept { return kept }
            kept = new
            return nil
        }
    }
}
