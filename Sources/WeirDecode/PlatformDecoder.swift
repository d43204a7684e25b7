import WeirModel

/// Turns any encoding that the platform can convert into UTF-8.
///
/// A byte that starts no character becomes U+FFFD and a fault. A character that is cut by the end of a chunk waits for the
/// next, and the platform keeps what else it must remember, such as the character set that an escape has chosen.
struct PlatformDecoder: TextDecoder {
    /// More bytes than any character or change of state takes.
    private static let longest = 32

    private let converter: PlatformConverter
    private let pool: BufferPool
    private let outputBytes: Int
    private var input: ByteChunk?
    private var position = 0
    private var decodedOffset = 0
    /// The start of a character whose rest is in the next chunk.
    private var held: [UInt8] = []
    private var hasFlushed = false
    private var lineFaults = LineFaultState()

    init(_ converter: PlatformConverter, pool: BufferPool, outputBytes: Int) {
        self.converter = converter
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
        var text = TextBuffer(
            capacity: min(outputBytes, left * 4 + Self.longest), offset: decodedOffset, pool: pool)
        chunk.bytes.withUnsafeBufferPointer { bytes in
            if !held.isEmpty { bridge(bytes, chunk, into: &text) }
            if held.isEmpty { decode(bytes, chunk, into: &text) }
        }
        var isDone = position == chunk.bytes.count && text.hasRoom
        if isDone, chunk.endsSource { isDone = end(chunk, into: &text) }
        if isDone { input = nil }
        decodedOffset += text.count
        let endsSource = isDone && chunk.endsSource
        guard text.count > 0 || endsSource else { return nil }
        return text.chunk(source: chunk.source, endsSource: endsSource, faults: &lineFaults, pool: pool)
    }

    /// Converts what was held together with the start of the chunk.
    private mutating func bridge(_ bytes: UnsafeBufferPointer<UInt8>, _ chunk: ByteChunk, into text: inout TextBuffer) {
        while !held.isEmpty, text.hasRoom {
            let more = bytes[position..<min(position + Self.longest, bytes.count)]
            let joined = held + more
            let place = chunk.offset + position - held.count
            let result = joined.withUnsafeBufferPointer { joined in text.fill { converter.convert(joined, to: $0) } }
            var read = result.read
            if result.stop == .invalid {
                text.appendFault(byte: joined[read], storedOffset: place + read, to: &lineFaults)
                read += 1
            }
            if read >= held.count {
                position += read - held.count
                held = []
            } else if read > 0 {
                held.removeFirst(read)
            } else if result.stop == .incomplete, joined.count < 2 * Self.longest {
                held = joined
                position += more.count
                return
            } else {
                return
            }
        }
    }

    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ chunk: ByteChunk, into text: inout TextBuffer) {
        while position < bytes.count, text.hasRoom {
            let rest = UnsafeBufferPointer(rebasing: bytes[position...])
            let result = text.fill { converter.convert(rest, to: $0) }
            position += result.read
            switch result.stop {
            case .done: break
            case .full: return
            case .incomplete:
                held = Array(bytes[position...])
                position = bytes.count
            case .invalid:
                text.appendFault(byte: bytes[position], storedOffset: chunk.offset + position, to: &lineFaults)
                position += 1
            }
        }
    }

    /// Ends the text; says whether there was room for what was left.
    private mutating func end(_ chunk: ByteChunk, into text: inout TextBuffer) -> Bool {
        if let first = held.first {
            let place = chunk.offset + chunk.bytes.count - held.count
            text.appendFault(byte: first, storedOffset: place, to: &lineFaults)
            held = []
        }
        guard !hasFlushed else { return true }
        guard text.hasRoom else { return false }
        hasFlushed = true
        text.fill { (0, converter.flush(to: $0), PlatformConverter.Stop.done) }
        return true
    }
}
