public import WeirFlow

/// Typed columns, the verdict on each row and what was found wrong: what validate produces.
public struct CheckedBatch: Sendable, Weighted {
    /// The records that were checked.
    public var records: RecordBatch
    /// One column per field of the schema.
    public var columns: [Column]
    /// Texts whose quotes or escapes had to be resolved; see `TextSlice`.
    public var arena: Bytes
    /// 1 for each row that goes on to the sink, 0 for each that is rejected.
    public var accepted: PooledArray<UInt8>
    /// How many rows go on.
    public var acceptedCount: Int
    /// What was found wrong, by row and then by column.
    public var violations: [Violation]
    /// What was strange about the header and taken all the same; only in the first batches of a source.
    public var headerWarnings: [HeaderIssue] = []
    /// The keys of the rows: one column for each key of the schema, then one for each foreign key.
    public var keys: [KeyColumn] = []
    /// What the target says of the rows that it does not take; violations point at these.
    public var refusals: [RowRefusal] = []

    /// Makes a batch.
    public init(
        records: RecordBatch,
        columns: [Column],
        arena: Bytes,
        accepted: PooledArray<UInt8>,
        acceptedCount: Int,
        violations: [Violation]
    ) {
        self.records = records
        self.columns = columns
        self.arena = arena
        self.accepted = accepted
        self.acceptedCount = acceptedCount
        self.violations = violations
    }

    /// The memory of the records, the columns, the texts, the keys and what was found wrong.
    public var weight: Int {
        let own =
            records.weight + arena.count + accepted.count + violations.count * MemoryLayout<Violation>.stride
        return keys.reduce(columns.reduce(own) { $0 + $1.byteCount }) { $0 + $1.byteCount }
    }
    /// The number of records.
    public var rows: Int { records.rowCount }
}
