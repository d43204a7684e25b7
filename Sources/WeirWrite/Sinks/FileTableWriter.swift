import WeirModel

/// Appends finished bytes to one file and publishes it at the end.
final class FileTableWriter: TableWriter {
    private var file: PublishedFile
    private let header: ([ColumnInfo]) -> Bytes
    let isAtomic: Bool

    /// Opens the file.
    ///
    /// - Parameter header: what stands before the first row.
    init(path: String, calls: any FileCalls, header: @escaping ([ColumnInfo]) -> Bytes) throws {
        let file = try PublishedFile(path: path, calls: calls)
        isAtomic = file.isAtomic
        self.file = file
        self.header = header
    }

    func open(columns: [ColumnInfo]) throws {
        try header(columns).withUnsafeBufferPointer { try file.append($0) }
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
