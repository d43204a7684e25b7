import WeirModel

/// Checks UTF-8 and passes it on unchanged, without copying it.
///
/// Each ill-formed sequence becomes a fault at its first byte and stays in the text as it is. A character that is cut by
/// the end of a chunk is held back (up to 3 bytes) and comes out in a small chunk of its own together with its rest, so
/// that a fault never belongs to a chunk that has already gone.
struct UTF8Decoder: TextDecoder {
    private let pool: BufferPool
    private let usesVectors: Bool
    private var input: ByteChunk?
    private var held: [UInt8] = []
    private var lineFaults = LineFaultState()

    init(pool: BufferPool, usesVectors: Bool = true) {
        self.pool = pool
        self.usesVectors = usesVectors
    }

    mutating func push(_ chunk: ByteChunk) { input = chunk }

    mutating func next() -> ByteChunk? {
        guard let chunk = input.take() else { return nil }
        if !held.isEmpty { return bridge(to: chunk) }
        let (count, faults) = scan(chunk)
        if count < chunk.bytes.count { held = chunk.bytes[count..<chunk.bytes.count].array }
        guard count > 0 || chunk.endsSource else { return nil }
        return ByteChunk(
            bytes: count == chunk.bytes.count ? chunk.bytes : chunk.bytes[0..<count],
            source: chunk.source,
            offset: chunk.offset,
            endsSource: chunk.endsSource,
            faults: faults
        )
    }

    /// Finds the faults of a chunk that starts between two characters, and how much of it may go on.
    private mutating func scan(_ chunk: ByteChunk) -> (count: Int, faults: [EncodingFault]) {
        chunk.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeRawBufferPointer(bytes)
            var position = 0
            while true {
                position = UTF8Scan.endOfWellFormed(text, from: position, usesVectors: usesVectors)
                guard position < text.count else { break }
                switch UTF8Sequence(startOf: text[position...]) {
                case .wellFormed(let count): position += count
                case .illFormed(let count):
                    note(at: position, of: chunk.offset, in: text)
                    position += count
                case .incomplete:
                    guard chunk.endsSource else {
                        let done = UnsafeRawBufferPointer(rebasing: text[..<position])
                        return (position, lineFaults.takeFaults(atEndOf: done))
                    }
                    note(at: position, of: chunk.offset, in: text)
                    position = text.count
                }
            }
            return (position, lineFaults.takeFaults(atEndOf: text))
        }
    }

    /// Completes the held character from the start of a chunk; the rest of the chunk becomes the input again.
    private mutating func bridge(to chunk: ByteChunk) -> ByteChunk? {
        let offset = chunk.offset - held.count
        let joined = held + chunk.bytes[0..<min(3, chunk.bytes.count)].array
        let count: Int
        let isFault: Bool
        switch UTF8Sequence(startOf: joined) {
        case .wellFormed(let length): (count, isFault) = (length, false)
        case .illFormed(let length): (count, isFault) = (length, true)
        case .incomplete:
            guard chunk.endsSource else {
                held = joined
                return nil
            }
            (count, isFault) = (joined.count, true)
        }
        // What was held is the start of a character, so `count` covers at least that.
        let rest = chunk.bytes[(count - held.count)..<chunk.bytes.count]
        held = []
        let endsHere = chunk.endsSource && rest.isEmpty
        if !rest.isEmpty {
            input = ByteChunk(
                bytes: rest,
                source: chunk.source,
                offset: offset + count,
                endsSource: chunk.endsSource
            )
        }
        let bytes = Bytes(copying: joined[..<count], pool: pool)
        let faults = bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeRawBufferPointer(bytes)
            if isFault { note(at: 0, of: offset, in: text) }
            return lineFaults.takeFaults(atEndOf: text)
        }
        return ByteChunk(bytes: bytes, source: chunk.source, offset: offset, endsSource: endsHere, faults: faults)
    }

    private mutating func note(at position: Int, of offset: Int, in text: UnsafeRawBufferPointer) {
        let fault = EncodingFault(
            offset: offset + position,
            storedOffset: offset + position,
            byte: text[position]
        )
        lineFaults.note(fault, at: position, in: text)
    }
}
