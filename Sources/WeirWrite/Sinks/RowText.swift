import WeirModel

/// Text being written for many rows: room is asked for once per value, and bytes then go straight to memory.
struct RowText: ~Copyable {
    private var buffer: ByteBuffer
    private var next: UnsafeMutablePointer<UInt8>
    private var end: UnsafeMutablePointer<UInt8>

    init(capacity: Int, pool: BufferPool) {
        buffer = ByteBuffer(capacity: capacity, pool: pool)
        next = buffer.baseAddress
        end = next + buffer.capacity
    }

    /// Lets `body` write at most `room` bytes; it returns how many it wrote.
    @inline(__always)
    mutating func write(atMost room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if end - next < room { grow(room) }
        next += body(next)
    }

    /// Appends one byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if next == end { grow(1) }
        next.pointee = byte
        next += 1
    }

    /// Appends bytes as they are.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        write(atMost: bytes.count) { target in
            target.update(from: start, count: bytes.count)
            return bytes.count
        }
    }

    /// Appends bytes as they are.
    mutating func append(_ bytes: some Collection<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// Ends writing.
    consuming func freeze() -> Bytes {
        buffer.setCount(next - buffer.baseAddress)
        return buffer.freeze()
    }

    private mutating func grow(_ room: Int) {
        let count = next - buffer.baseAddress
        buffer.setCount(count)
        buffer.reserve(room)
        next = buffer.baseAddress + count
        end = buffer.baseAddress + buffer.capacity
    }
}
