import WeirModel

/// The resolved texts of one batch: those that stand in its bytes with doubled quotes, escapes or invalid bytes.
///
/// It takes no memory of note before the first such text, then room for the whole batch at once. Slices hold offsets,
/// so the memory may still move where invalid bytes are replaced by longer ones.
struct TextArena: ~Copyable {
    private var buffer: ByteBuffer
    private let expected: Int

    /// Makes an empty arena; `expected` is the room to take when the first text comes, in bytes.
    init(expected: Int, pool: BufferPool) {
        buffer = ByteBuffer(capacity: 0, pool: pool)
        self.expected = expected
    }

    /// Where the texts start; valid until the next text is added.
    var base: UnsafePointer<UInt8> { UnsafePointer(buffer.baseAddress) }

    /// Adds a text as it is.
    mutating func append(_ text: some Collection<UInt8>) -> TextSlice {
        let start = buffer.count
        buffer.append(contentsOf: text)
        return TextSlice(offset: start, count: buffer.count - start, inArena: true)
    }

    /// Adds a text that is in the arena once more.
    mutating func append(copyOf slice: TextSlice) -> TextSlice {
        let start = buffer.count
        let count = Int(slice.count)
        buffer.reserve(count)
        (buffer.baseAddress + start).update(from: buffer.baseAddress + slice.offset, count: count)
        buffer.setCount(start + count)
        return TextSlice(offset: start, count: count, inArena: true)
    }

    /// Changes each byte of a text in the arena.
    mutating func update(_ slice: TextSlice, _ change: (UInt8) -> UInt8) {
        let text = buffer.baseAddress + slice.offset
        for index in 0..<Int(slice.count) { text[index] = change(text[index]) }
    }

    /// Adds a text with its doubled quotes and its escapes resolved.
    ///
    /// A doubled quote becomes one quote if the dialect doubles quotes; the escape character is dropped before the
    /// quote character and before itself; a lone quote stays.
    mutating func append(
        resolving text: UnsafeBufferPointer<UInt8>, quote: UInt8?, escape: UInt8?, doubleQuote: Bool
    ) -> TextSlice {
        let start = buffer.count
        buffer.reserve(start == 0 ? max(expected, text.count) : text.count)
        let out = buffer.baseAddress
        var end = start
        var index = 0
        while index < text.count {
            let byte = text[index]
            let next = index + 1 < text.count ? text[index + 1] : nil
            if let next {
                let escapes = byte == escape && (next == escape || next == quote)
                if escapes || (doubleQuote && byte == quote && next == quote) {
                    out[end] = next
                    end += 1
                    index += 2
                    continue
                }
            }
            out[end] = byte
            end += 1
            index += 1
        }
        buffer.setCount(end)
        return TextSlice(offset: start, count: end - start, inArena: true)
    }

    /// Adds what a JSON string stands for.
    mutating func append(resolvingJSON text: UnsafeBufferPointer<UInt8>) -> TextSlice {
        let start = buffer.count
        buffer.reserve(start == 0 ? max(expected, text.count) : text.count)
        let room = UnsafeMutableBufferPointer(start: buffer.baseAddress + start, count: text.count)
        let count = JSONEscapes.resolve(text, to: room)
        buffer.setCount(start + count)
        return TextSlice(offset: start, count: count, inArena: true)
    }

    /// Ends writing.
    consuming func freeze() -> Bytes { buffer.freeze() }
}
