internal import Synchronization
internal import Weir
internal import WeirModel

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Tells once what came of the run, whoever gets there first: the run that has ended, or a signal that cannot wait.
final class RunEnding: Sendable {
    private let run: PipelineRun
    private let options: OutputOptions
    private let stream: StandardStream
    private let display: ProgressDisplay
    private let summarize: @Sendable (RunReport) -> [String]
    private let state = Mutex<(isTold: Bool, signal: Int32?)>((false, nil))

    /// Prepares the end of a run.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - options: what is told besides the result.
    ///   - stream: where the summary goes.
    ///   - display: what must be gone before anything is told.
    ///   - summarize: makes the lines of the summary.
    init(
        run: PipelineRun,
        options: OutputOptions,
        stream: StandardStream,
        display: ProgressDisplay,
        summarize: @escaping @Sendable (RunReport) -> [String]
    ) {
        self.run = run
        self.options = options
        self.stream = stream
        self.display = display
        self.summarize = summarize
    }

    /// Notes who asks to stop.
    func isAskedToStop(by number: Int32) { state.withLock { $0.signal = number } }

    /// Tells the end of the run.
    ///
    /// - Parameter report: what came of it; `nil` if it has not ended and is left.
    /// - Returns: what to exit with; `nil` if the end has been told before.
    func tell(_ report: RunReport?) -> Weir.ExitCode? {
        let (isTold, signal) = state.withLock { state in
            defer { state.isTold = true }
            return state
        }
        if isTold { return nil }
        var report = report ?? run.abandon()
        if signal == SIGTERM { report.stopExitCode = .terminated }
        display.close()
        stream.write(summarize(report).map { $0 + "\n" }.joined())
        var code = report.exitCode
        if let error = report.error { show(error) }
        if let path = options.reportPath {
            do {
                try ReportFile.write(options.rendered(report), to: path)
            } catch {
                show(error)
                if code == .allAccepted || code == .rowsRejected { code = ExitCode(error.code) }
            }
        }
        run.release()
        return code
    }

    private func show(_ error: WeirError) {
        for line in ErrorText.lines(error, StandardStream.error.style) { StandardStream.error.print(line) }
    }
}
