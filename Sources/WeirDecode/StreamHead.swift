import WeirModel

/// Gathers the first bytes of a stream until its format can be told from them.
///
/// A stream usually arrives in large chunks; then its first chunk passes through untouched. Only a first chunk that is
/// too small is copied and put together with the next.
struct StreamHead {
    private let pool: BufferPool
    private let wanted: Int
    private var gathered: [UInt8] = []
    private var offset = 0
    /// Whether the head was handed out, so that every further chunk passes as it is.
    private(set) var isComplete = false

    /// Makes an empty one.
    ///
    /// - Parameter wanted: how many bytes are needed.
    init(wanted: Int = StoredFormat.longestSignature, pool: BufferPool) {
        self.wanted = wanted
        self.pool = pool
    }

    /// Takes a chunk, and returns what may go on; `nil` if more is needed.
    mutating func pass(_ chunk: ByteChunk) -> ByteChunk? {
        if isComplete { return chunk }
        if gathered.isEmpty {
            guard chunk.bytes.count < wanted, !chunk.endsSource else {
                isComplete = true
                return chunk
            }
            offset = chunk.offset
        }
        gathered.append(contentsOf: chunk.bytes.array)
        guard gathered.count >= wanted || chunk.endsSource else { return nil }
        return release(source: chunk.source, endsSource: chunk.endsSource)
    }

    /// Hands out what there is, because nothing more will come; `nil` if there is nothing.
    mutating func release(source: Int, endsSource: Bool = false) -> ByteChunk? {
        guard !isComplete else { return nil }
        isComplete = true
        defer { gathered = [] }
        let bytes = Bytes(copying: gathered, pool: pool)
        return ByteChunk(bytes: bytes, source: source, offset: offset, endsSource: endsSource)
    }
}

extension Bytes {
    /// The first bytes, as many as any signature needs.
    var head: [UInt8] { self[0..<Swift.min(count, StoredFormat.longestSignature)].array }
}
