import WeirModel

/// Keeps the account between commits: what was taken since the last one, in total and up to where.
struct CommitState {
    /// When a commit is due.
    private let commit: WriteOptions.Commit
    /// Whether there is one commit, at the end.
    private let isAtomic: Bool
    /// The account as far as it has come, for the target to remember.
    private var record: RunRecord

    private(set) var totals = RowCounts()
    private var pending = RowCounts()
    private var pendingBytes = 0

    /// - Parameter record: the run before it has done anything.
    init(commit: WriteOptions.Commit, isAtomic: Bool, record: RunRecord) {
        self.commit = commit
        self.isAtomic = isAtomic
        self.record = record
    }

    /// The source of the last batch.
    var source: Int { record.sourceIndex }
    /// The batches taken.
    var batches: Int { record.batches }
    /// Whether there is anything that the target does not remember.
    var hasNews: Bool { pending.read > 0 || pendingBytes > 0 }

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
        record.batches += 1
        record.sourceIndex = records.source
        record.records = records.firstRecord + records.rowCount
        record.byteOffset = records.byteOffset + records.bytes.count
        return counts
    }

    /// Whether enough has come since the last commit.
    var isDue: Bool {
        switch commit {
        case .bytes(let limit): pendingBytes >= limit
        case .everyBatch: true
        }
    }

    /// What the target is to remember with the next commit.
    func next(_ state: RunState) -> RunRecord {
        var record = record
        record.commits += 1
        record.state = state
        record.counts = RunRecord.Counts(totals)
        if !isAtomic || state == .completed { record.counts.committed = totals.accepted }
        return record
    }

    /// Notes that a commit was made.
    ///
    /// - Returns: the receipt, if the rows can be seen now.
    mutating func committed(_ stored: RunRecord) -> Receipt? {
        record.commits = stored.commits
        pendingBytes = 0
        let isLast = stored.state == .completed
        guard !isAtomic || isLast else { return nil }
        var counts = pending
        counts.committed = pending.accepted
        totals.committed += pending.accepted
        pending = RowCounts()
        return Receipt(
            number: isAtomic ? 1 : stored.commits,
            counts: counts,
            totals: totals,
            source: record.sourceIndex,
            recordsOfSource: record.records,
            byteOffset: record.byteOffset,
            isLast: isLast
        )
    }

    /// Goes on from what the target remembers, now that the batches up to there were taken again.
    ///
    /// - Returns: whether the input is what it was.
    mutating func goOn(from stored: RunRecord) -> Bool {
        let isSame =
            RunRecord.Counts(totals).agrees(with: stored.counts) && record.sourceIndex == stored.sourceIndex
            && record.records == stored.records && record.byteOffset == stored.byteOffset
        record.commits = stored.commits
        pendingBytes = 0
        if !isAtomic {
            totals.committed = totals.accepted
            pending = RowCounts()
        }
        return isSame
    }
}
