public import WeirFlow

/// What the sink has stored for good: what write produces, after each commit.
public struct Receipt: Sendable, Weighted {
    /// Which commit of the run this is, from 1.
    public var number: Int
    /// What this commit added.
    public var counts: RowCounts
    /// The run's counts up to and including this commit.
    public var totals: RowCounts
    /// The source up to which everything is stored.
    public var source: Int
    /// The data records of that source that are accounted for.
    public var recordsOfSource: Int
    /// The place in that source's decoded stream up to which everything is accounted for, in bytes.
    public var byteOffset: Int
    /// Whether this is the run's last commit.
    public var isLast: Bool

    /// Makes a receipt.
    public init(
        number: Int,
        counts: RowCounts,
        totals: RowCounts,
        source: Int,
        recordsOfSource: Int,
        byteOffset: Int,
        isLast: Bool
    ) {
        self.number = number
        self.counts = counts
        self.totals = totals
        self.source = source
        self.recordsOfSource = recordsOfSource
        self.byteOffset = byteOffset
        self.isLast = isLast
    }

    /// A receipt owns no memory to speak of.
    public var weight: Int { 1 }
    /// The rows committed by it.
    public var rows: Int { counts.committed }
}
