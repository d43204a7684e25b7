import WeirModel

/// Turns UTF-32 of either byte order into UTF-8.
///
/// A number that is no character becomes U+FFFD and a fault, and so do up to three odd bytes at the end.
struct UTF32Decoder: TextDecoder {
    private let isBigEndian: Bool
    private let pool: BufferPool
    private let outputBytes: Int
    private var input: ByteChunk?
    private var position = 0
    private var decodedOffset = 0
    /// The first bytes of a unit whose other bytes are in the next chunk.
    private var held: [UInt8] = []
    private var lineFaults = LineFaultState()

    init(byteOrder: UTF16Decoder.ByteOrder, pool: BufferPool, outputBytes: Int) {
        isBigEndian = byteOrder == .bigEndian
        self.pool = pool
        self.outputBytes = outputBytes
    }

    mutating func push(_ chunk: ByteChunk) {
        input = chunk
        position = 0
    }

    mutating func next() -> ByteChunk? {
        guard let chunk = input else { return nil }
        let left = held.count + chunk.bytes.count - position
        var text = TextBuffer(capacity: min(outputBytes, left + 32), offset: decodedOffset, pool: pool)
        chunk.bytes.withUnsafeBufferPointer { decode($0, storedOffset: chunk.offset, into: &text) }
        let isDone = position == chunk.bytes.count && (text.hasRoom || !chunk.endsSource)
        if isDone {
            input = nil
            if chunk.endsSource, let first = held.first {
                let place = chunk.offset + chunk.bytes.count - held.count
                text.appendFault(byte: first, storedOffset: place, to: &lineFaults)
                held = []
            }
        }
        decodedOffset += text.count
        let endsSource = isDone && chunk.endsSource
        guard text.count > 0 || endsSource else { return nil }
        return text.chunk(source: chunk.source, endsSource: endsSource, faults: &lineFaults, pool: pool)
    }

    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, storedOffset: Int, into text: inout TextBuffer) {
        while text.hasRoom, held.count + bytes.count - position >= 4 {
            let place = storedOffset + position - held.count
            var unit: UInt32 = 0
            for index in 0..<4 {
                let byte: UInt8
                if index < held.count {
                    byte = held[index]
                } else {
                    byte = bytes[position]
                    position += 1
                }
                unit |= UInt32(byte) << UInt32(isBigEndian ? 24 - 8 * index : 8 * index)
            }
            held.removeAll(keepingCapacity: true)
            if Unicode.Scalar(unit) != nil {
                text.append(scalar: unit)
            } else {
                let first = UInt8(truncatingIfNeeded: isBigEndian ? unit >> 24 : unit)
                text.appendFault(byte: first, storedOffset: place, to: &lineFaults)
            }
        }
        guard text.hasRoom else { return }
        held += bytes[position...]
        position = bytes.count
    }
}
