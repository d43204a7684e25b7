public import WeirModel

/// How a run begins: anew, or where an earlier attempt has left it.
public struct RunStart: Sendable, Hashable {
    /// The run before it has done anything, or as far as it has come.
    public var record: RunRecord
    /// An unfinished run that this one takes the place of: what it has stored is removed first.
    public var replaced: RunRecord?
    /// What the target remembered when this run was prepared; `nil` if nobody has looked.
    public var memory: TargetMemory?

    /// Makes the start of a run.
    public init(_ record: RunRecord) { self.record = record }

    /// The run as the target remembers it, before this attempt.
    var before: RunRecord {
        var before = record
        before.attempt -= 1
        return before
    }

    /// Which run it is.
    public var run: RunIdentity { record.run }

    /// Whether it goes on from a checkpoint.
    public var isResumed: Bool { record.batches > 0 || record.hasUncounted }

    /// Whether a batch ends where everything is accounted for already.
    func hasStored(_ batch: CheckedBatch) -> Bool {
        guard isResumed else { return false }
        let records = batch.records
        guard records.source == record.sourceIndex else { return records.source < record.sourceIndex }
        return records.byteOffset + records.bytes.count <= record.byteOffset
    }
}

/// What a target remembers of all its runs, in short: it tells whether another run has come in between.
public struct TargetMemory: Sendable, Hashable {
    private var runs = 0
    private var steps = 0

    /// What a target remembers that has not seen a run.
    public init() {}

    /// What a target with these runs remembers.
    public init(_ records: [RunRecord]) {
        runs = records.count
        steps = records.reduce(0) { $0 &+ $1.commits &+ $1.attempt &+ ($1.state == .undone ? 1 : 0) }
    }
}
