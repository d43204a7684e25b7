internal import Weir
internal import WeirFlow

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Runs a prepared run in front of a person: progress, stop requests, summary, report, exit code.
struct RunSession {
    /// The run.
    let run: PipelineRun
    /// What is told besides the result.
    let options: OutputOptions
    /// Where the summary goes.
    let stream: StandardStream

    /// Runs it to its end.
    ///
    /// - Parameter summarize: makes the lines of the summary.
    func perform(_ summarize: @escaping @Sendable (RunReport) -> [String]) async -> Weir.ExitCode {
        let display = ProgressDisplay(run, mode: options.progress)
        let ending = RunEnding(run: run, options: options, stream: stream, display: display, summarize: summarize)
        let stops = StopRequests(
            onRequest: { number in
                ending.isAskedToStop(by: number)
                run.stop.request()
                display.note("stopping at the next batch border (press Ctrl-C again to stop at once)")
            },
            onOverdue: {
                if let code = ending.tell(nil) { _exit(code.rawValue) }
            },
            onInsist: { number in
                _exit(ending.tell(nil)?.rawValue ?? 128 + number)
            }
        )
        // Leaving this function cancels it.
        async let _: Void = display.keepShowing()
        let report = await run.run()
        let code = ending.tell(report)
        withExtendedLifetime(stops) {}
        // The end has been told already if the run was slow to stop; then the process is about to exit.
        while code == nil { pause() }
        return code ?? .internalError
    }
}
