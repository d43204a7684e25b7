public import WeirEmit
public import WeirFlow
public import WeirModel
public import WeirWrite

/// What came of a run: for a person to read, and as JSON for a program.
public struct RunReport: Sendable {
    /// How a run ended.
    public enum Status: String, Sendable {
        /// All rows are accounted for.
        case completed
        /// It ended early.
        case failed
        /// It was asked to stop.
        case stopped
    }

    /// Which run it was.
    public var run: RunIdentity
    /// When this process began to work on it, in seconds since 1970-01-01T00:00:00Z; later than the run began if it was
    /// left and goes on.
    public var beganAt: Double
    /// The run that has loaded the same before, if there was nothing to do.
    public var done: RunRecord?
    /// The run whose corrected rejects were loaded, if it was such a run.
    public var replays: String?
    /// What was stored before this process went on with it, if there was something.
    public var resumedFrom: RunRecord?
    /// When it ended, in seconds since 1970-01-01T00:00:00Z.
    public var endedAt: Double
    /// Why it ended early, if it did.
    public var error: WeirError?
    /// What it did with its rows.
    public var summary: RunSummary
    /// The last counters of the stages.
    public var progress: FlowProgress
    /// Where the rows went.
    public var destination: String
    /// How each event target fared.
    public var deliveries: [Emitter.Delivery]
    /// The implementation of the structural scan.
    public var kernel: String
    /// How many batches were checked at once.
    public var workers: Int
    /// The most memory that the process has had resident, in bytes.
    public var peakMemory: Int
    /// The first issues of rows, in order; as many as the run was asked to keep.
    public var issues: [Issue] = []
    /// The names of the columns, if they are known without the input.
    public var columns: [String] = []
    /// What the program should tell its caller if the run was asked to stop: it depends on who asked.
    public var stopExitCode = ExitCode.interrupted

    /// How it ended.
    public var status: Status {
        switch error?.code {
        case nil: .completed
        case .weirStopped: .stopped
        default: .failed
        }
    }

    /// How long this process has worked on it, in seconds.
    public var seconds: Double { max(endedAt - beganAt, 0) }

    /// What the program should tell its caller.
    public var exitCode: ExitCode {
        if status == .stopped { return stopExitCode }
        if let error { return ExitCode(error.code) }
        if let done { return done.counts.rejected > 0 ? .rowsRejected : .allAccepted }
        return summary.totals.rejected > 0 || summary.violations.count > 0 ? .rowsRejected : .allAccepted
    }
}
