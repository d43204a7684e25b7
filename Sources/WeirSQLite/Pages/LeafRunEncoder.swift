import WeirModel
import WeirWrite

/// Encodes the accepted rows of a batch as leaf pages, in parallel; a row that SQLite would refuse stays as columns.
struct LeafRunEncoder: BatchEncoder {
    let columns: TableColumns
    let pool: BufferPool

    func encode(_ batch: CheckedBatch) throws -> EncodedBatch.Payload {
        guard !ForbiddenNull.isIn(batch, columns.columns(of: batch)) else { return .columns }
        return batch.withView { view in
            var run = LeafRun(expectedBytes: batch.records.bytes.count, pool: pool)
            var record = RecordWriter(columns: view.columns.count, longest: LeafFormat.pageSize)
            for row in view.accepted.indices where view.accepted[row] != 0 {
                while !record.write(row: row, of: view) {
                    record = RecordWriter(columns: view.columns.count, longest: record.longest * 2)
                }
                run.append(record)
            }
            return .bytes(run.finish())
        }
    }
}
