/// What the write stage does besides appending rows.
public struct WriteOptions: Sendable {
    /// When rows are stored for good.
    public enum Commit: Sendable, Hashable {
        /// Whenever this many source bytes have come since the last commit.
        case bytes(Int)
        /// After each batch.
        case everyBatch
    }

    /// What happens to a row that has a violation.
    public enum OnViolation: String, Sendable, Hashable {
        /// It is rejected and the run goes on.
        case reject
        /// It is written as far as it can be.
        case keep
        /// The run ends.
        case stop
    }

    /// The path of the rejects file; `nil` writes none.
    public var rejects: String?
    /// The most records in the rejects files; `nil` is no limit.
    public var rejectsLimit: Int?
    /// The path of the issues file; `nil` writes none.
    public var issues: String?
    /// The most lines in the issues file; totals stay exact beyond it.
    public var issuesLimit = 1_000_000
    /// When rows are stored for good; an atomic writer commits once, at the end.
    public var commit = Commit.bytes(32 << 20)
    /// What happens to a row that has a violation.
    public var onViolation = OnViolation.reject
    /// The names of the rules between the fields of a row, in order.
    public var rules: [String] = []
    /// How many rows may be rejected.
    public var errorBudget = ErrorBudget()
    /// The calls to the file system.
    public var files: any FileCalls = SystemFileCalls()

    /// Default options: no rejects file, no issues file, no budget.
    public init() {}
}
