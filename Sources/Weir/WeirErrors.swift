public import WeirModel

extension ErrorCode {
    /// The account of a run does not balance: a bug of the program, never of the data.
    public static let weirUnbalanced = ErrorCode(rawValue: "weir.unbalanced")
    /// Something failed that the program has no name for: a bug.
    public static let weirInternal = ErrorCode(rawValue: "weir.internal")
    /// The run was asked to stop.
    public static let weirStopped = ErrorCode(rawValue: "weir.stopped")
}
