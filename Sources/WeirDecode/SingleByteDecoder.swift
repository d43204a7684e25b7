import WeirModel

/// Turns an encoding with one byte per character into UTF-8.
///
/// A byte that stands for nothing becomes U+FFFD and a fault.
struct SingleByteDecoder: TextDecoder {
    private let table: SingleByteTable
    private let pool: BufferPool
    private let outputBytes: Int
    private var input: ByteChunk?
    private var position = 0
    private var decodedOffset = 0
    private var lineFaults = LineFaultState()

    init(table: SingleByteTable, pool: BufferPool, outputBytes: Int) {
        self.table = table
        self.pool = pool
        self.outputBytes = outputBytes
    }

    mutating func push(_ chunk: ByteChunk) {
        input = chunk
        position = 0
    }

    mutating func next() -> ByteChunk? {
        guard let chunk = input else { return nil }
        let left = chunk.bytes.count - position
        // A byte becomes at most three.
        var text = TextBuffer(capacity: min(outputBytes, left * 3 + 32), offset: decodedOffset, pool: pool)
        chunk.bytes.withUnsafeBufferPointer { bytes in
            decode(UnsafeRawBufferPointer(bytes), storedOffset: chunk.offset, into: &text)
        }
        let isDone = position == chunk.bytes.count
        if isDone { input = nil }
        decodedOffset += text.count
        let endsSource = isDone && chunk.endsSource
        guard text.count > 0 || endsSource else { return nil }
        return text.chunk(source: chunk.source, endsSource: endsSource, faults: &lineFaults, pool: pool)
    }

    private mutating func decode(
        _ bytes: UnsafeRawBufferPointer,
        storedOffset: Int,
        into text: inout TextBuffer
    ) {
        guard let base = bytes.baseAddress else { return }
        table.withUpperHalf { upperHalf in
            while position < bytes.count, text.hasRoom {
                let limit = min(bytes.count - position, text.room)
                var copied = 0
                while limit - copied >= 8 {
                    let eight = base.loadUnaligned(fromByteOffset: position + copied, as: UInt64.self)
                    guard eight & 0x8080_8080_8080_8080 == 0 else { break }
                    text.append(unsafeBitCast(eight, to: SIMD8<UInt8>.self))
                    copied += 8
                }
                position += copied
                guard position < bytes.count, text.hasRoom else { break }
                let byte = bytes[position]
                let scalar = byte < 0x80 ? UInt16(byte) : upperHalf[Int(byte & 0x7F)]
                if scalar == SingleByteTable.undefined {
                    text.appendFault(byte: byte, storedOffset: storedOffset + position, to: &lineFaults)
                } else {
                    text.append(scalar: UInt32(scalar))
                }
                position += 1
            }
        }
    }
}
