import WeirModel

/// Keeps the account between commits: what was taken since the last one, in total and up to where.
struct CommitState {
    /// When a commit is due.
    private let commit: WriteOptions.Commit
    /// Whether there is one commit, at the end.
    private let isAtomic: Bool

    private(set) var totals = RowCounts()
    private var pending = RowCounts()
    private var pendingBytes = 0
    private var commits = 0
    private var recordsOfSource = 0
    private var byteOffset = 0
    /// The source of the last batch.
    private(set) var source = 0

    init(commit: WriteOptions.Commit, isAtomic: Bool) {
        self.commit = commit
        self.isAtomic = isAtomic
    }

    /// Takes the account of a batch.
    ///
    /// - Returns: what the batch adds, with nothing committed yet.
    mutating func take(_ batch: CheckedBatch) -> RowCounts {
        let records = batch.records
        var counts = RowCounts()
        counts.accepted = batch.acceptedCount
        counts.rejected = records.rowCount - batch.acceptedCount
        counts.skipped = records.skipped
        counts.read = records.rowCount + records.skipped.total
        pending += counts
        totals += counts
        pendingBytes += records.bytes.count
        source = records.source
        recordsOfSource = records.firstRecord + records.rowCount
        byteOffset = records.byteOffset + records.bytes.count
        return counts
    }

    /// Whether enough has come since the last commit.
    var isDue: Bool {
        switch commit {
        case _ where isAtomic: false
        case .bytes(let limit): pendingBytes >= limit
        case .everyBatch: true
        }
    }

    /// The receipt of a commit that is about to be made; `committed(_:)` says that it was.
    func receipt(isLast: Bool) -> Receipt {
        var counts = pending
        counts.committed = pending.accepted
        var totals = totals
        totals.committed += pending.accepted
        return Receipt(
            number: commits + 1,
            counts: counts,
            totals: totals,
            source: source,
            recordsOfSource: recordsOfSource,
            byteOffset: byteOffset,
            isLast: isLast
        )
    }

    /// Notes that the commit of a receipt was made.
    mutating func committed(_ receipt: Receipt) {
        totals = receipt.totals
        commits = receipt.number
        pending = RowCounts()
        pendingBytes = 0
    }
}
