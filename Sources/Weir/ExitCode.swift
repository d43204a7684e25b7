public import WeirModel

/// What the program tells its caller when it ends.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// All rows were accepted.
    case allAccepted = 0
    /// Rows were rejected.
    case rowsRejected = 1
    /// The pipeline file or the arguments are wrong.
    case badPipeline = 2
    /// An input is unreadable or broken.
    case badInput = 3
    /// The sink failed.
    case sinkFailed = 4
    /// More rows were rejected than the error budget allows.
    case budgetExceeded = 5
    /// A bug.
    case internalError = 70
    /// Stopped from the keyboard.
    case interrupted = 130
    /// Asked to end.
    case terminated = 143

    /// The exit code of a run that ended with an error.
    public init(_ code: ErrorCode) {
        self = ErrorCatalog.entry(for: code)?.exitCode ?? .internalError
    }
}
