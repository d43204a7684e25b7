public import WeirFlow
public import WeirModel

/// Reads files, pipes, standard input and files elsewhere one after another into pooled buffers.
///
/// It fills each buffer before it hands it on, also from a pipe that delivers little at a time: a chunk then weighs what
/// it holds in memory. A file that grows while it is read is read up to where it ends at that moment; one that becomes
/// shorter than it was when it was looked up is an error, because what is missing would be missed by nobody.
///
/// - Emits: chunks of `chunkBytes` bytes with `Bytes.headroom` in front; each source ends with one chunk whose
///   `endsSource` is true and which may be shorter or empty.
/// - Holds: one buffer of `chunkBytes` bytes and one open descriptor, or what a stream from elsewhere holds.
/// - Completes: after the last source; before, when it is stopped while a pipe is silent.
/// - Fails: `read.notFound`, `read.unreadable` when a file cannot be opened any more; `read.failed` in the middle of
///   a file and `read.changed` at its end, after what was read before it was emitted; for files elsewhere also
///   `read.unreachable`, `read.badAnswer` and `read.privateAddress`.
public struct FileSource: Source, ~Copyable {
    /// The usual size of a chunk, in bytes: large enough that a hand-over costs nothing, small enough for the cache.
    public static var defaultChunkBytes: Int { 512 << 10 }

    private static var standardInputDescriptor: Int32 { 0 }

    private let sources: [ResolvedSource]
    private let pool: BufferPool
    private let chunkBytes: Int
    private let calls: FileSystemCalls
    private let isStopped: @Sendable () -> Bool
    private var index = 0
    private var offset = 0
    private var opened: OpenSource?
    private var failure: WeirError?

    /// Makes a source of the given inputs.
    ///
    /// - Parameters:
    ///   - sources: the inputs, in order; chunks number them from 0.
    ///   - pool: where the buffers come from.
    ///   - chunkBytes: the size of a chunk, in bytes, at least 1.
    ///   - calls: the system calls to use.
    ///   - isStopped: whether to wait for a silent pipe no longer.
    public init(
        _ sources: [ResolvedSource],
        pool: BufferPool,
        chunkBytes: Int = FileSource.defaultChunkBytes,
        calls: FileSystemCalls = .system,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        self.sources = sources
        self.pool = pool
        self.chunkBytes = max(chunkBytes, 1)
        self.calls = calls
        self.isStopped = isStopped
    }

    deinit {
        if let opened { close(opened) }
    }

    /// Reads the next chunk; it blocks for as long as the system does.
    public mutating func next() throws -> ByteChunk? {
        if let failure { throw failure }
        guard index < sources.count else { return nil }
        let source = try openedSource()
        var buffer = ByteBuffer(capacity: Bytes.headroom + chunkBytes, pool: pool)
        buffer.setCount(Bytes.headroom)
        var isEnd: Bool
        do throws(WeirError) {
            isEnd =
                switch source {
                case .descriptor(let descriptor): try fill(&buffer, from: descriptor)
                case .stream(let stream): try fill(&buffer, from: stream)
                }
        } catch {
            guard buffer.count > Bytes.headroom else { throw error }
            // What was read before the failure still flows; the failure follows it.
            failure = error
            isEnd = false
        }
        if !isEnd, buffer.count == Bytes.headroom { return nil }
        if isEnd, let error = shortfall(at: offset + buffer.count - Bytes.headroom) {
            guard buffer.count > Bytes.headroom else { throw error }
            failure = error
            isEnd = false
        }
        let bytes = Self.chunk(buffer, chunkBytes: chunkBytes, pool: pool)
        let chunk = ByteChunk(bytes: bytes, source: index, offset: offset - start, endsSource: isEnd)
        offset += bytes.count
        if isEnd { closeCurrent() }
        return chunk
    }

    /// What is wrong if the current source ends here: a file that was longer when it was looked up has been changed.
    private func shortfall(at end: Int) -> WeirError? {
        let source = sources[index]
        guard let expected = source.range?.upperBound ?? source.info.byteCount, end < expected else { return nil }
        return WeirError(
            .readChanged,
            "The file ends after \(end) bytes; it had \(expected) when the run began.",
            hint: "Load it again when nobody writes to it.",
            position: WeirError.Position(file: source.info.name, byteOffset: end)
        )
    }

    /// Where the current source starts in its file.
    private var start: Int { sources[index].range?.lowerBound ?? 0 }

    /// What was read; a little is moved out of its large block, which weighs more than it holds.
    private static func chunk(_ buffer: consuming ByteBuffer, chunkBytes: Int, pool: BufferPool) -> Bytes {
        let count = buffer.count - Bytes.headroom
        guard count < chunkBytes / 2 else { return buffer.freeze()[Bytes.headroom..<Bytes.headroom + count] }
        return buffer.withUnsafeBufferPointer { bytes in
            Bytes(copying: UnsafeBufferPointer(rebasing: bytes[Bytes.headroom...]), pool: pool)
        }
    }

    /// Reads until the buffer has a whole chunk or the source has ended, and says whether it has ended.
    private func fill(_ buffer: inout ByteBuffer, from descriptor: Int32) throws(WeirError) -> Bool {
        let left = sources[index].range.map { $0.upperBound - offset } ?? .max
        let full = Bytes.headroom + min(chunkBytes, left)
        let mayBeSilent = sources[index].info.byteCount == nil
        while buffer.count < full {
            if mayBeSilent {
                while !calls.isReadable(descriptor) { if isStopped() { return false } }
            }
            let room = UnsafeMutableRawBufferPointer(
                start: buffer.baseAddress + buffer.count,
                count: full - buffer.count
            )
            let count: Int
            do throws(SystemCallFailure) {
                count = try uninterrupted { () throws(SystemCallFailure) in try calls.read(descriptor, room) }
            } catch {
                throw readFailed(error, at: offset + buffer.count - Bytes.headroom)
            }
            if count == 0 { return true }
            buffer.setCount(buffer.count + count)
        }
        return chunkBytes >= left
    }

    /// The same of a file elsewhere.
    private func fill(_ buffer: inout ByteBuffer, from stream: any RemoteStream) throws(WeirError) -> Bool {
        let full = Bytes.headroom + chunkBytes
        while buffer.count < full {
            let room = UnsafeMutableRawBufferPointer(
                start: buffer.baseAddress + buffer.count,
                count: full - buffer.count
            )
            guard let count = try stream.read(into: room, isStopped: isStopped) else { return false }
            if count == 0 { return true }
            buffer.setCount(buffer.count + count)
        }
        return false
    }

    private mutating func openedSource() throws(WeirError) -> OpenSource {
        if let opened { return opened }
        offset = start
        let descriptor: Int32
        switch sources[index].origin {
        case .remote(let origin):
            let source = OpenSource.stream(origin.file.stream(sources[index].range))
            opened = source
            return source
        case .standardInput: descriptor = Self.standardInputDescriptor
        case .file(let path):
            do throws(SystemCallFailure) {
                descriptor = try uninterrupted { () throws(SystemCallFailure) in try calls.open(path) }
            } catch {
                throw WeirError(
                    error.isAbsence ? .readNotFound : .readUnreadable,
                    "The file cannot be opened: \(error).",
                    position: WeirError.Position(file: path)
                )
            }
        }
        let source = OpenSource.descriptor(descriptor)
        opened = source
        if start > 0 {
            do throws(SystemCallFailure) {
                try calls.seek(descriptor, start)
            } catch {
                throw readFailed(error, at: start)
            }
        }
        return source
    }

    private func close(_ source: OpenSource) {
        switch source {
        case .descriptor(Self.standardInputDescriptor): break
        case .descriptor(let descriptor): calls.close(descriptor)
        case .stream(let stream): stream.close()
        }
    }

    private mutating func closeCurrent() {
        if let opened { close(opened) }
        opened = nil
        index += 1
        offset = 0
    }

    private func readFailed(_ failure: SystemCallFailure, at byteOffset: Int) -> WeirError {
        WeirError(
            .readFailed,
            "Reading stopped: \(failure).",
            position: WeirError.Position(file: sources[index].info.name, byteOffset: byteOffset)
        )
    }
}
