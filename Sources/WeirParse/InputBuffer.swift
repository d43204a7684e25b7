internal import WeirModel

/// The bytes of one source that have arrived and are not yet part of a batch.
struct InputBuffer: ~Copyable {
    private var buffer: ByteBuffer
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

    init(capacity: Int, pool: BufferPool) {
        self.pool = pool
        buffer = ByteBuffer(capacity: capacity, pool: pool)
    }

    /// The number of bytes at hand.
    var count: Int { buffer.count - head }
    /// Whether a chunk has arrived of which not all bytes are at hand yet.
    var hasPending: Bool { !pending.isEmpty || pendingEndsSource }

    /// Begins a new source.
    mutating func restart(at offset: Int) {
        buffer.setCount(0)
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
        if count < target, !pending.isEmpty {
            moveToFront()
            let taken = min(target - count, pending.count)
            pending[0..<taken].withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
            pending = taken == pending.count ? Bytes() : pending[taken..<pending.count]
        }
        if pending.isEmpty && pendingEndsSource {
            isFinal = true
            pendingEndsSource = false
        }
    }

    /// Lends the bytes at hand; 64 more are readable behind them.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try buffer.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[head...])) }
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
        let rest = count - taken
        var next = ByteBuffer(capacity: max(capacity, rest), pool: pool)
        withBytes { next.append(contentsOf: UnsafeBufferPointer(rebasing: $0[taken...])) }
        let start = head
        swap(&buffer, &next)
        head = 0
        offset += taken
        return next.freeze()[start..<start + taken]
    }

    /// Takes the encoding faults in front of the bytes at hand.
    mutating func takeFaults() -> [EncodingFault] {
        guard let first = faults.first, first.offset < offset else { return [] }
        let passed = faults.prefix { $0.offset < offset }
        faults.removeFirst(passed.count)
        return Array(passed)
    }

    /// Moves the bytes at hand to the front of their memory.
    mutating func moveToFront() {
        guard head > 0 else { return }
        let rest = count
        buffer.baseAddress.update(from: buffer.baseAddress + head, count: rest)
        buffer.setCount(rest)
        head = 0
    }
}
