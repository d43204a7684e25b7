import WeirModel
import WeirWrite

/// Encodes the accepted rows of a batch for a binary COPY, in parallel; a row that the table has no room for is refused
/// here, before it reaches the server.
struct CopyEncoder: BatchEncoder {
    private let columns: TableColumns
    private let target: CopyTarget
    private let pool: BufferPool
    /// How the rows are copied, if the columns are known ahead.
    private let known: [CopyColumn]?

    /// Makes the encoder, and finds out ahead whether the rows fit the table.
    ///
    /// - Throws: `write.tableMismatch`, `write.invalidTable`, and what the server says.
    init(columns: TableColumns, target: CopyTarget, pool: BufferPool) throws {
        self.columns = columns
        self.target = target
        self.pool = pool
        known = try columns.known.map { try target.columns($0) }
    }

    var mayRefuse: Bool { true }

    func encode(_ batch: CheckedBatch) throws -> EncodedBatch.Payload {
        var refusals: [RowRefusal] = []
        return try encode(batch, refusals: &refusals)
    }

    func encode(_ batch: CheckedBatch, refusals: inout [RowRefusal]) throws -> EncodedBatch.Payload {
        guard batch.acceptedCount > 0 else { return .columns }
        let columns = try known ?? target.columns(columns.columns(of: batch))
        let hasNUL = Self.hasNUL(batch.records.bytes) || Self.hasNUL(batch.arena)
        return batch.withView { view in
            let size = batch.records.bytes.count + batch.acceptedCount * (2 + columns.count * 8)
            var rows = CopyRows(
                columns: columns, rows: batch.acceptedCount, capacity: size, looksForNUL: hasNUL, pool: pool)
            let damaged = batch.damagedRows
            for row in view.accepted.indices where view.accepted[row] != 0 {
                guard !damaged.contains(row) else {
                    refusals.append(
                        RowRefusal(row: row, reason: "the text is not valid in its encoding", sqlState: "22021"))
                    continue
                }
                if let refusal = rows.append(row, of: view) { refusals.append(refusal) }
            }
            return .bytes(rows.freeze())
        }
    }

    /// Whether there is a NUL byte: few batches have one, and the others need no look at each text.
    private static func hasNUL(_ bytes: Bytes) -> Bool {
        bytes.withUnsafeBufferPointer { $0.reduce(UInt8.max) { min($0, $1) } == 0 && !$0.isEmpty }
    }
}

extension CheckedBatch {
    /// The rows whose bytes are not valid in their encoding, and that go on all the same.
    fileprivate var damagedRows: Set<Int> {
        Set(violations.lazy.filter { $0.code == .encodingError && accepted[$0.row] != 0 }.map(\.row))
    }
}
