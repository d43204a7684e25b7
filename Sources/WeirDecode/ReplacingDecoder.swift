import WeirModel

/// Puts U+FFFD in the place of what is not valid, and drops the faults.
struct ReplacingDecoder: TextDecoder {
    private var decoder: any TextDecoder
    private let pool: BufferPool
    private let usesVectors: Bool
    private var decodedOffset: Int?

    init(_ decoder: any TextDecoder, pool: BufferPool, usesVectors: Bool) {
        self.decoder = decoder
        self.pool = pool
        self.usesVectors = usesVectors
    }

    mutating func push(_ chunk: ByteChunk) { decoder.push(chunk) }

    mutating func next() -> ByteChunk? {
        guard var chunk = decoder.next() else { return nil }
        let isWellFormed = chunk.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeRawBufferPointer(bytes)
            var end = 0
            while end < text.count {
                end = UTF8Scan.endOfWellFormed(text, from: end, usesVectors: usesVectors)
                guard end < text.count, case .wellFormed(let count) = UTF8Sequence(startOf: text[end...]) else { break }
                end += count
            }
            return end == text.count
        }
        // Decoders cut their chunks between characters, so what is not valid here is not valid at all.
        if !isWellFormed { chunk.bytes = Bytes(copying: Array(chunk.bytes.text.utf8), pool: pool) }
        let offset = decodedOffset ?? chunk.offset
        chunk.offset = offset
        chunk.faults = []
        decodedOffset = offset + chunk.bytes.count
        return chunk
    }
}
