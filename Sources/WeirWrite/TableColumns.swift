public import WeirModel

/// The columns of the target table, which may be known only once the first header has been read.
public struct TableColumns: Sendable {
    /// The columns, if they are known without any input.
    public let known: [ColumnInfo]?
    private let derive: @Sendable (CheckedBatch) -> [ColumnInfo]

    /// Columns that are known ahead, from a schema.
    public init(_ columns: [ColumnInfo]) {
        known = columns
        derive = { _ in columns }
    }

    /// Columns that show in the data.
    ///
    /// - Parameter derive: the columns of a batch, in the order of its columns; all batches of a run must give the same,
    ///   but a batch without rows may give none.
    public init(derivedBy derive: @escaping @Sendable (CheckedBatch) -> [ColumnInfo]) {
        known = nil
        self.derive = derive
    }

    /// The columns of the table, in the order of the batch's columns.
    public func columns(of batch: CheckedBatch) -> [ColumnInfo] { known ?? derive(batch) }
}
