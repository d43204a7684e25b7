import WeirModel

/// Appends finished bytes to one file and publishes it at the end.
///
/// Each commit stores the bytes so far and beside them how far the run has come, so that a run that is left goes on with
/// the unfinished file.
final class FileTableWriter: TableWriter {
    private let path: String
    private let calls: any FileCalls
    private let start: RunStart
    private var file: PublishedFile
    private var lock: RunLock?
    private let packs: Bool
    private let pool: BufferPool
    private let header: ([ColumnInfo]) -> Bytes
    /// How far the run has come, for the target to remember.
    private var progress: FileProgress?
    let isAtomic: Bool

    /// Opens the file, or the unfinished one of a run that goes on.
    ///
    /// - Parameters:
    ///   - start: which run it is, and whether it goes on.
    ///   - pool: where the buffer for the header comes from.
    ///   - header: what stands before the first row.
    init(
        path: String, start: RunStart, calls: any FileCalls, pool: BufferPool, header: @escaping ([ColumnInfo]) -> Bytes
    ) throws {
        self.path = path
        self.calls = calls
        self.start = start
        if PublishedFile.isPublishable(path) { lock = try RunLock(target: path, run: start.run, calls: calls) }
        progress = start.isResumed ? FileProgress.read(beside: path) : nil
        guard !start.isResumed || progress?.record == start.before else {
            throw WeirError(
                .writeBusy, "another run has written to \(path) just now", hint: "run again, to see what is there")
        }
        let file = try PublishedFile(path: path, keeping: progress?.length ?? 0, calls: calls)
        isAtomic = file.isAtomic
        self.file = file
        packs = GzipEncoder.packs(path)
        self.pool = pool
        self.header = header
        if progress == nil { removeProgress() }
    }

    /// What is known of an unfinished run into a file.
    static func earlierRuns(_ path: String) throws -> [RunRecord] {
        guard PublishedFile.isPublishable(path) else { return [] }
        try RunLock.check(target: path)
        return FileProgress.read(beside: path).map { [$0.record] } ?? []
    }

    func open(columns: [ColumnInfo]) throws {
        if start.isResumed { return }
        let header = header(columns)
        // A file without a member would be no gzip file, so the first one may be empty.
        let start = packs ? try GzipMember.packed(header, pool: pool) : header
        try start.withUnsafeBufferPointer { try file.append($0) }
    }

    func append(_ batch: EncodedBatch) throws -> [RowRefusal] {
        guard case .bytes(let bytes) = batch.payload else { return [] }
        try bytes.withUnsafeBufferPointer { try file.append($0) }
        return []
    }

    func commit(_ record: RunRecord) throws {
        guard isAtomic else { return try file.flush() }
        // The last commit is the file itself.
        guard record.state != .completed else { return }
        try file.sync()
        let progress = FileProgress(record: record, length: file.length)
        try progress.store(beside: path, calls: calls)
        self.progress = progress
    }

    func finish() throws {
        try file.publish()
        removeProgress()
        lock = nil
    }

    /// A run that may go on leaves its unfinished file; any other is removed when it is dropped.
    func abort(_ state: RunState) {
        if state == .interrupted, var progress {
            file.leave()
            progress.record.state = state
            try? progress.store(beside: path, calls: calls)
        } else {
            removeProgress()
        }
        lock = nil
    }

    private func removeProgress() {
        guard PublishedFile.isPublishable(path) else { return }
        _ = try? calls.remove(FileProgress.path(of: path))
    }
}
