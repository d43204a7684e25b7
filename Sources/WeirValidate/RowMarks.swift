public import WeirModel

/// What the generated columns of a run hold.
///
/// Everything but the number of the record is the same for all rows of a batch, so it is written into the batch once.
public struct RowMarks: Sendable {
    private let columns: GeneratedColumns
    private let run: RunIdentity
    private let sources: [SourceInfo]

    /// Makes the marks of a run.
    public init(_ columns: GeneratedColumns, run: RunIdentity, sources: [SourceInfo]) {
        self.columns = columns
        self.run = run
        self.sources = sources
    }

    /// The generated columns of a batch.
    func columns(of batch: RecordBatch, arena: inout TextArena, pool: BufferPool) -> [Column] {
        let rows = batch.rowCount
        let validity = PooledArray<UInt8>(repeating: 1, count: rows, pool: pool)
        return columns.items.map { item in
            var column = Column(
                type: item.kind.type, values: PooledArray(), slices: PooledArray(), validity: validity,
                isCanonical: true)
            switch item.kind {
            case .row:
                var values = PooledBuffer<UInt64>(capacity: rows, pool: pool)
                for row in 0..<rows { values.append(UInt64(batch.firstRecord + row + 1)) }
                column.values = values.freeze()
            case .source:
                let name = sources.indices.contains(batch.source) ? sources[batch.source].name : ""
                column.slices = PooledArray(repeating: arena.append(name.utf8), count: rows, pool: pool)
            case .loadedAt:
                let milliseconds = Int64(exactly: (run.startedAt * 1000).rounded(.down)) ?? 0
                column.values = PooledArray(
                    repeating: UInt64(bitPattern: milliseconds &* 1000), count: rows, pool: pool)
                let text = ISOText.timestamp(run.startedAt)
                column.slices = PooledArray(repeating: arena.append(text.utf8), count: rows, pool: pool)
            case .run:
                column.slices = PooledArray(repeating: arena.append(run.id.utf8), count: rows, pool: pool)
            }
            return column
        }
    }
}

extension PooledArray {
    /// The same element `count` times.
    fileprivate init(repeating element: Element, count: Int, pool: BufferPool) {
        var buffer = PooledBuffer<Element>(capacity: count, pool: pool)
        buffer.baseAddress.update(repeating: element, count: count)
        buffer.setCount(count)
        self = buffer.freeze()
    }
}
