internal import WeirModel

/// The bytes of one source that have arrived and are not yet part of a batch.
///
/// A chunk that brings just what is wanted is taken as it is: what was left of the one before is put in front of it, in
/// the room that its reader has left there. Chunks of any other size are copied together.
struct InputBuffer: ~Copyable {
    /// A chunk taken as it is; empty where bytes are copied together.
    private var whole = Bytes()
    private var isWhole = false
    /// Bytes copied together.
    private var joined: ByteBuffer
    private let pool: BufferPool
    private var head = 0
    private var pending = Bytes()
    private var pendingEndsSource = false
    /// Where the first byte stands in the decoded stream of the source.
    private(set) var offset = 0
    /// How many line ends of the source came before the first byte.
    var line = 0
    /// Whether the source has no bytes behind those at hand.
    private(set) var isFinal = false
    /// Encoding faults in bytes that are not yet part of a batch.
    private var faults: [EncodingFault] = []

    init(pool: BufferPool) {
        self.pool = pool
        joined = ByteBuffer(capacity: 0, pool: pool)
    }

    /// The number of bytes at hand.
    var count: Int { (isWhole ? whole.count : joined.count) - head }

    /// Begins a new source.
    mutating func restart(at offset: Int) {
        whole = Bytes()
        isWhole = false
        joined.setCount(0)
        head = 0
        self.offset = offset
        line = 0
        isFinal = false
        faults.removeAll()
    }

    /// Takes a chunk; its bytes come to hand with `fill`.
    mutating func push(_ chunk: consuming ByteChunk) {
        faults.append(contentsOf: chunk.faults)
        pendingEndsSource = chunk.endsSource
        pending = chunk.bytes
    }

    /// Brings bytes to hand until there are `target`, or the chunk is used up.
    mutating func fill(to target: Int) {
        let wanted = target - count
        if wanted > 0, !pending.isEmpty {
            let isFit = pending.count == wanted || pendingEndsSource && pending.count < wanted
            if !isFit || !takeWhole() { join(min(wanted, pending.count)) }
        }
        if pending.isEmpty && pendingEndsSource {
            isFinal = true
            pendingEndsSource = false
        }
    }

    /// Takes the whole chunk as it is, with what is at hand in front of it.
    ///
    /// - Returns: whether there is room for that.
    private mutating func takeWhole() -> Bool {
        var chunk = Bytes()
        swap(&chunk, &pending)
        guard withBytes({ chunk.prepend($0) }) else {
            swap(&chunk, &pending)
            return false
        }
        whole = chunk
        isWhole = true
        head = 0
        if joined.capacity > 4096 { joined = ByteBuffer(capacity: 0, pool: pool) }
        return true
    }

    /// Copies the first `taken` bytes of the chunk behind what is at hand.
    private mutating func join(_ taken: Int) {
        if isWhole {
            var fresh = ByteBuffer(capacity: count + taken, pool: pool)
            withBytes { fresh.append(contentsOf: $0) }
            joined = fresh
            whole = Bytes()
            isWhole = false
            head = 0
        } else {
            moveToFront()
        }
        pending[0..<taken].withUnsafeBufferPointer { joined.append(contentsOf: $0) }
        pending = taken == pending.count ? Bytes() : pending[taken..<pending.count]
    }

    /// Lends the bytes at hand; 64 more are readable behind them.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        if isWhole {
            return try whole.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[head...])) }
        }
        return try joined.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[head...])) }
    }

    /// Leaves out the first `dropped` bytes, which hold `lines` line ends.
    mutating func drop(_ dropped: Int, lines: Int) {
        head += dropped
        offset += dropped
        line += lines
        faults.removeAll { $0.offset < offset }
    }

    /// Takes the first `taken` bytes away as a value of their own; what is behind them stays at hand.
    mutating func detach(_ taken: Int, capacity: Int) -> Bytes {
        let start = head
        offset += taken
        if isWhole {
            head += taken
            return whole[start..<start + taken]
        }
        let rest = count - taken
        // The smaller part is copied, so that many small batches of much text cost no more than the text.
        guard rest <= taken || rest <= capacity else {
            var part = ByteBuffer(capacity: max(capacity, taken), pool: pool)
            withBytes { part.append(contentsOf: UnsafeBufferPointer(rebasing: $0[..<taken])) }
            head += taken
            return part.freeze()[0..<taken]
        }
        var next = ByteBuffer(capacity: max(capacity, rest), pool: pool)
        withBytes { next.append(contentsOf: UnsafeBufferPointer(rebasing: $0[taken...])) }
        swap(&joined, &next)
        head = 0
        return next.freeze()[start..<start + taken]
    }

    /// Takes the encoding faults in front of the bytes at hand.
    mutating func takeFaults() -> [EncodingFault] {
        guard let first = faults.first, first.offset < offset else { return [] }
        let passed = faults.prefix { $0.offset < offset }
        faults.removeFirst(passed.count)
        return Array(passed)
    }

    /// Moves bytes that are copied together to the front of their memory.
    private mutating func moveToFront() {
        guard head > 0 else { return }
        let rest = count
        joined.baseAddress.update(from: joined.baseAddress + head, count: rest)
        joined.setCount(rest)
        head = 0
    }
}
