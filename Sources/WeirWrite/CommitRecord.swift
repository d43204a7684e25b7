public import WeirModel

/// How far a run has come: what a database sink stores in the same transaction as the rows.
public struct CommitRecord: Sendable {
    /// Which run it is.
    public var run: RunIdentity
    /// What the commit adds and up to where.
    public var receipt: Receipt
    /// The name of the source that the receipt speaks of.
    public var source: String
    /// The length of the rejects files together, in bytes, all of it stored.
    public var rejectsLength: Int
    /// The length of the issues file, in bytes, all of it stored.
    public var issuesLength: Int
    /// When, in seconds since 1970-01-01T00:00:00Z.
    public var timestamp: Double

    /// Makes a record.
    public init(
        run: RunIdentity,
        receipt: Receipt,
        source: String,
        rejectsLength: Int,
        issuesLength: Int,
        timestamp: Double
    ) {
        self.run = run
        self.receipt = receipt
        self.source = source
        self.rejectsLength = rejectsLength
        self.issuesLength = issuesLength
        self.timestamp = timestamp
    }
}
