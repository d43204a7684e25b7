import WeirModel

/// Appends finished bytes to one file and publishes it at the end.
final class FileTableWriter: TableWriter {
    private var file: PublishedFile
    private let packs: Bool
    private let pool: BufferPool
    private let header: ([ColumnInfo]) -> Bytes
    let isAtomic: Bool

    /// Opens the file.
    ///
    /// - Parameters:
    ///   - pool: where the buffer for the header comes from.
    ///   - header: what stands before the first row.
    init(path: String, calls: any FileCalls, pool: BufferPool, header: @escaping ([ColumnInfo]) -> Bytes) throws {
        let file = try PublishedFile(path: path, calls: calls)
        isAtomic = file.isAtomic
        self.file = file
        packs = GzipEncoder.packs(path)
        self.pool = pool
        self.header = header
    }

    func open(columns: [ColumnInfo]) throws {
        let header = header(columns)
        // A file without a member would be no gzip file, so the first one may be empty.
        let start = packs ? try GzipMember.packed(header, pool: pool) : header
        try start.withUnsafeBufferPointer { try file.append($0) }
    }

    func append(_ batch: EncodedBatch) throws {
        guard case .bytes(let bytes) = batch.payload else { return }
        try bytes.withUnsafeBufferPointer { try file.append($0) }
    }

    func commit(_ record: CommitRecord) throws {
        if !isAtomic { try file.flush() }
    }

    func finish() throws { try file.publish() }

    /// Nothing to do: an unpublished file removes itself when it is dropped.
    func abort() {}
}
