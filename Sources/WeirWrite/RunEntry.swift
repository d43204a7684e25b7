public import WeirModel

/// A run, and the table that it wrote.
public struct RunEntry: Sendable, Hashable {
    /// The run.
    public var record: RunRecord
    /// The table.
    public var table: String

    /// Makes an entry.
    public init(record: RunRecord, table: String) {
        self.record = record
        self.table = table
    }
}
