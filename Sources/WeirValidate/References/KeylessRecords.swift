import WeirModel

/// The records of a table that nothing can refer to, because a value of their key is missing or cannot be read.
public struct KeylessRecords: Sendable, Hashable {
    /// Where a record is.
    public struct Place: Sendable, Hashable {
        /// The place of its input among the inputs.
        public var source: Int
        /// Its place there, from 0.
        public var record: Int
    }

    /// How many there are.
    public private(set) var count = 0
    /// How many records there are in all.
    public private(set) var records = 0
    /// The first of them.
    public private(set) var first: Place?

    /// Takes in a batch.
    ///
    /// - Parameter spoiled: the rows whose keys do not count, whatever was read of them.
    mutating func add(_ column: KeyColumn, of batch: CheckedBatch, except spoiled: Set<Int>) {
        records += batch.rows
        column.validity.withUnsafeBufferPointer { validity in
            for row in 0..<batch.rows where validity[row] == 0 || (!spoiled.isEmpty && spoiled.contains(row)) {
                if first == nil { first = Place(source: batch.records.source, record: batch.records.firstRecord + row) }
                count += 1
            }
        }
    }
}
