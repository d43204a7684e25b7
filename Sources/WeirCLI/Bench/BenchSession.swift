internal import Synchronization
internal import Weir
internal import WeirModel

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Measures in front of a person: says what is measured now, stops on Ctrl-C, and leaves nothing behind.
struct BenchSession {
    /// What measures.
    let bench: Bench

    /// Measures to the end.
    ///
    /// - Parameter show: shows the result.
    func perform(_ show: (BenchReport) -> Void) async -> Weir.ExitCode {
        let signal = Mutex<Int32?>(nil)
        let stops = StopRequests(
            onRequest: { number in
                signal.withLock { $0 = number }
                bench.stop()
            },
            onOverdue: {
                bench.cleanUp()
                _exit(128 + (signal.withLock { $0 } ?? SIGINT))
            },
            onInsist: { number in
                bench.cleanUp()
                _exit(128 + number)
            }
        )
        defer { withExtendedLifetime(stops) {} }
        let line = StepLine()
        do {
            let report = try await bench.measure { line.show($0) }
            line.clear()
            show(report)
            return .allAccepted
        } catch {
            line.clear()
            let code = ErrorText.show(error)
            return signal.withLock { $0 } == SIGTERM && code == .interrupted ? .terminated : code
        }
    }
}

/// One line on a terminal that says what is done now, and nothing elsewhere.
private struct StepLine {
    private let stream = StandardStream.error
    private let isShown = StandardStream.error.isTerminal && Environment["TERM"] != "dumb"

    func show(_ text: String) {
        guard isShown else { return }
        let room = max(stream.width - 1, 1)
        stream.write("\r\u{1B}[K" + String("measuring: \(PrintableText.visible(text))".prefix(room)))
    }

    func clear() {
        if isShown { stream.write("\r\u{1B}[K") }
    }
}
