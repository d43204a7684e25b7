/// A run as its target remembers it: what it loads, how far it has come, and how it ended.
///
/// A sink stores it in the transaction that stores the rows, so that the two never disagree; a later run of the same
/// pipeline goes on from it.
public struct RunRecord: Sendable, Hashable {
    /// Which run it is.
    public var run: RunIdentity
    /// What it loads.
    public var signature = RunSignature()
    /// The run whose rejected rows it loads, if it does so.
    public var replays: String?
    /// How many bytes of records make a batch: a run goes on with the batches that it began with.
    public var batchBytes = 0
    /// How many processes have worked on it; only the last one may go on.
    public var attempt = 1
    /// Where it stands.
    public var state = RunState.running
    /// The commits so far.
    public var commits = 0
    /// The batches that are accounted for.
    public var batches = 0
    /// The name of the input up to which everything is accounted for.
    public var source = ""
    /// Its place among the inputs, from 0.
    public var sourceIndex = 0
    /// The data records of that input that are accounted for.
    public var records = 0
    /// The place in that input's decoded stream up to which everything is accounted for, in bytes.
    public var byteOffset = 0
    /// The account up to there.
    public var counts = Counts()
    /// The length of the rejects files together, in bytes, all of it stored.
    public var rejectsLength = 0
    /// The length of the issues file, in bytes, all of it stored.
    public var issuesLength = 0
    /// When this was true, in seconds since 1970-01-01T00:00:00Z.
    public var updatedAt = 0.0

    /// The account of a run without the reasons.
    public struct Counts: Sendable, Hashable {
        /// Records read, skipped ones included.
        public var read = 0
        /// Records that went to the sink.
        public var accepted = 0
        /// Records that were rejected.
        public var rejected = 0
        /// Records that are no data.
        public var skipped = 0
        /// Records that can be seen in the target.
        public var committed = 0

        /// Nothing counted.
        public init() {}

        /// The counts of a run.
        public init(_ counts: RowCounts) {
            read = counts.read
            accepted = counts.accepted
            rejected = counts.rejected
            skipped = counts.skipped.total
            committed = counts.committed
        }

        /// Whether the input was the same up to here.
        public func agrees(with other: Counts) -> Bool {
            read == other.read && accepted == other.accepted && rejected == other.rejected && skipped == other.skipped
        }
    }

    /// Whether its process ended before it could tell how the run ended.
    public var isUntold = false
    /// Whether it has stored rows that the account does not count yet: a run that goes on knows them and leaves them out.
    public var hasUncounted = false

    /// Makes a record of a run that has not done anything.
    public init(run: RunIdentity) { self.run = run }

    /// Whether it has stored something and can go on.
    public var isUnfinished: Bool {
        switch state {
        case .running, .interrupted, .failed: batches > 0 || hasUncounted
        case .completed, .undone: false
        }
    }
}
