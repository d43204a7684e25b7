import WeirModel
import WeirWrite

/// Encodes the accepted rows of a batch as a database image, in parallel; what an image cannot take stays as columns.
struct ImageEncoder: BatchEncoder {
    /// Fewer rows than this are not worth an image.
    static let leastRows = 64

    private let columns: TableColumns
    private let pool: BufferPool
    private let leastRows: Int

    init(columns: TableColumns, pool: BufferPool, leastRows: Int = Self.leastRows) {
        self.columns = columns
        self.pool = pool
        self.leastRows = leastRows
    }

    func encode(_ batch: CheckedBatch) throws -> EncodedBatch.Payload {
        guard batch.acceptedCount >= leastRows else { return .columns }
        let columns = columns.columns(of: batch)
        let definition = try TableDefinition(table: DatabaseImage.table, columns: columns)
        let sql = definition.createSQL
        guard sql.utf8.count <= DatabaseImage.longestSQL, !ForbiddenNull.isIn(batch, columns),
            let image = DatabaseImage.encode(batch, createSQL: sql, pool: pool)
        else { return .columns }
        return .bytes(image)
    }
}
