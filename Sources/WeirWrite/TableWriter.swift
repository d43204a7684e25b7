public import WeirModel

/// The half of a sink that runs in order: it appends batches and commits them.
///
/// The calls come in this order: `open` once, then `append` and `commit` in any number, then `finish`; or, when the
/// run fails, `abort` after any of them. A last `commit` always comes before `finish`.
public protocol TableWriter: AnyObject {
    /// Whether the rows become visible all at once, at the end: the commits before that only store how far the run is.
    var isAtomic: Bool { get }

    /// What a person should know about the target and what was done with it: looked at after `open`, and again for what
    /// was added after `finish`.
    var notes: [String] { get }

    /// Prepares the table.
    ///
    /// - Parameter columns: the columns in the order of the batches' columns; none when the input has shown none, in
    ///   which case there are no rows either.
    func open(columns: [ColumnInfo]) throws

    /// Appends the accepted rows of a batch.
    ///
    /// - Returns: the rows that the target does not take, while it has taken the others; in row order.
    /// - Throws: `RowRefusal` for a row that the target does not take, if it cannot go on without it.
    func append(_ batch: EncodedBatch) throws -> [RowRefusal]

    /// The rows of a batch that the target refused in an earlier attempt, when it took the others.
    func refusals(ofStored batch: CheckedBatch) throws -> [RowRefusal]

    /// Stores for good what was appended since the last commit, and how far the run has come, both or neither.
    ///
    /// - Parameter record: how far the run has come; with the state `completed` it is the last commit.
    func commit(_ record: RunRecord) throws

    /// Publishes the table and closes the target.
    func finish() throws

    /// Undoes what was not committed, notes how the run stands and closes the target; it cannot fail, and does nothing
    /// after `finish`.
    ///
    /// - Parameter state: `interrupted` for a run that may go on, `failed` for one that would fail again.
    func abort(_ state: RunState)
}

extension TableWriter {
    /// By default there is nothing to say.
    public var notes: [String] { [] }

    /// By default a target takes every row, or the run ends.
    public func refusals(ofStored batch: CheckedBatch) throws -> [RowRefusal] { [] }
}
