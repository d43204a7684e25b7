import WeirModel

/// Turns UTF-16 of either byte order into UTF-8.
///
/// A surrogate without its partner and an odd byte at the end become U+FFFD and a fault each. A unit or a pair that is
/// cut by the end of a chunk waits for the next.
struct UTF16Decoder: TextDecoder {
    /// Which byte of a unit comes first.
    enum ByteOrder {
        /// The low byte.
        case littleEndian
        /// The high byte.
        case bigEndian
    }

    private let isSwapped: Bool
    private let pool: BufferPool
    private let outputBytes: Int
    private var input: ByteChunk?
    private var position = 0
    private var decodedOffset = 0
    /// The first byte of a unit whose second byte is in the next chunk.
    private var halfUnit: UInt8?
    /// A high surrogate that waits for its partner.
    private var highSurrogate: UInt16?
    private var lineFaults = LineFaultState()

    init(byteOrder: ByteOrder, pool: BufferPool, outputBytes: Int) {
        isSwapped = byteOrder == .bigEndian
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
        // Two bytes become at most three; what waits from before becomes at most two times U+FFFD more.
        var text = TextBuffer(capacity: min(outputBytes, left / 2 * 3 + 16), offset: decodedOffset, pool: pool)
        chunk.bytes.withUnsafeBufferPointer { bytes in
            decode(UnsafeRawBufferPointer(bytes), storedOffset: chunk.offset, into: &text)
        }
        let isDone = position == chunk.bytes.count && (text.hasRoom || !chunk.endsSource)
        if isDone {
            input = nil
            if chunk.endsSource { end(storedOffset: chunk.offset + chunk.bytes.count, into: &text) }
        }
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
        if position == 0, let first = halfUnit, let second = bytes.first {
            halfUnit = nil
            position = 1
            let unit = isSwapped ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first)
            take(unit, at: storedOffset - 1, into: &text)
        }
        guard let base = bytes.baseAddress else { return }
        while bytes.count - position >= 2, text.hasRoom {
            if highSurrogate == nil {
                position += 2 * copyASCII(base + position, units: (bytes.count - position) / 2, into: &text)
                guard bytes.count - position >= 2, text.hasRoom else { break }
            }
            let loaded = UInt16(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt16.self))
            take(isSwapped ? loaded.byteSwapped : loaded, at: storedOffset + position, into: &text)
            position += 2
        }
        if bytes.count - position == 1, text.hasRoom {
            halfUnit = bytes[position]
            position += 1
        }
    }

    /// Copies the ASCII characters at the start, eight at a time, and returns how many there were.
    private func copyASCII(_ start: UnsafeRawPointer, units: Int, into text: inout TextBuffer) -> Int {
        let beyondASCII = SIMD8<UInt16>(repeating: UInt16(littleEndian: isSwapped ? 0x80FF : 0xFF80))
        var done = 0
        let limit = min(units, text.room)
        while limit - done >= 8 {
            let eight = start.loadUnaligned(fromByteOffset: done * 2, as: SIMD8<UInt16>.self)
            guard eight & beyondASCII == SIMD8<UInt16>(repeating: 0) else { break }
            // The other byte of each unit is zero, so both byte orders come down to one OR.
            text.append(SIMD8<UInt8>(truncatingIfNeeded: eight | eight &>> 8))
            done += 8
        }
        return done
    }

    private mutating func take(_ unit: UInt16, at storedOffset: Int, into text: inout TextBuffer) {
        if let high = highSurrogate {
            highSurrogate = nil
            if unit & 0xFC00 == 0xDC00 {
                text.append(scalar: 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF)))
                return
            }
            fault(high, at: storedOffset - 2, into: &text)
        }
        switch unit & 0xFC00 {
        case 0xD800: highSurrogate = unit
        case 0xDC00: fault(unit, at: storedOffset, into: &text)
        default: text.append(scalar: UInt32(unit))
        }
    }

    private mutating func end(storedOffset: Int, into text: inout TextBuffer) {
        let halfBytes = halfUnit == nil ? 0 : 1
        if let high = highSurrogate { fault(high, at: storedOffset - halfBytes - 2, into: &text) }
        if let byte = halfUnit { text.appendFault(byte: byte, storedOffset: storedOffset - 1, to: &lineFaults) }
        highSurrogate = nil
        halfUnit = nil
    }

    private mutating func fault(_ unit: UInt16, at storedOffset: Int, into text: inout TextBuffer) {
        let byte = UInt8(truncatingIfNeeded: isSwapped ? unit >> 8 : unit)
        text.appendFault(byte: byte, storedOffset: storedOffset, to: &lineFaults)
    }
}
