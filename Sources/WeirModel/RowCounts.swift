/// The account of a run: every row that was read is accepted, rejected or skipped.
public struct RowCounts: Sendable, Hashable {
    /// Records read, skipped ones included.
    public var read = 0
    /// Records that went to the sink.
    public var accepted = 0
    /// Records that were rejected.
    public var rejected = 0
    /// Records that are no data: blank lines, comments, header and the like.
    public var skipped = SkipCounts()
    /// Records that the sink has stored for good.
    public var committed = 0

    /// Nothing counted.
    public init() {}

    /// Whether each row is accounted for: read = accepted + rejected + skipped, and accepted = committed.
    public var isBalanced: Bool {
        read == accepted + rejected + skipped.total && accepted == committed
    }

    /// Adds count by count.
    public static func += (left: inout RowCounts, right: RowCounts) {
        left.read += right.read
        left.accepted += right.accepted
        left.rejected += right.rejected
        left.skipped += right.skipped
        left.committed += right.committed
    }
}
