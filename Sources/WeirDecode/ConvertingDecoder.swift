import WeirModel

/// An encoding as a `ConvertingDecoder` reads it: stored bytes in, UTF-8 out.
protocol TextConverter {
    /// How many bytes of UTF-8 so many stored ones become at most, together with what waits from before.
    func mostBytes(of stored: Int) -> Int

    /// Converts from a place of a chunk on, to its end or as far as there is room.
    ///
    /// The start of a character whose rest is in the next chunk is taken in and waits.
    ///
    /// - Parameters:
    ///   - position: where to begin; left where it ended.
    ///   - storedOffset: where the chunk starts in the stored text.
    mutating func convert(
        _ bytes: UnsafeRawBufferPointer, from position: inout Int, storedOffset: Int, into text: inout TextBuffer)

    /// Ends the text: what still waits for its rest is a fault.
    ///
    /// - Parameter storedOffset: where the stored text ends.
    /// - Returns: whether there was room for all of it.
    mutating func end(storedOffset: Int, into text: inout TextBuffer) -> Bool
}

/// Turns text of an encoding other than UTF-8 into UTF-8, in chunks of its own.
///
/// What is not valid becomes U+FFFD and a fault.
struct ConvertingDecoder<Converter: TextConverter>: TextDecoder {
    private var converter: Converter
    private let pool: BufferPool
    private let outputBytes: Int
    private var input: ByteChunk?
    private var position = 0
    private var decodedOffset = 0
    private var lineFaults = LineFaultState()

    /// Makes a decoder for one source.
    ///
    /// - Parameter outputBytes: the most bytes in a chunk.
    init(_ converter: Converter, pool: BufferPool, outputBytes: Int) {
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
        let most = converter.mostBytes(of: chunk.bytes.count - position)
        var text = TextBuffer(capacity: min(outputBytes, most), offset: decodedOffset, faults: lineFaults, pool: pool)
        chunk.bytes.withUnsafeBufferPointer { bytes in
            converter.convert(
                UnsafeRawBufferPointer(bytes), from: &position, storedOffset: chunk.offset, into: &text)
        }
        var isDone = position == chunk.bytes.count && text.hasRoom
        if isDone, chunk.endsSource {
            isDone = converter.end(storedOffset: chunk.offset + chunk.bytes.count, into: &text)
        }
        if isDone { input = nil }
        decodedOffset += text.count
        let endsSource = isDone && chunk.endsSource
        guard text.count > 0 || endsSource else { return nil }
        return text.chunk(source: chunk.source, endsSource: endsSource, faults: &lineFaults, pool: pool)
    }
}
