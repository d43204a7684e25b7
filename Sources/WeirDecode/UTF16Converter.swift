/// Turns UTF-16 of either byte order into UTF-8.
///
/// A surrogate without its partner and an odd byte at the end are a fault each. A unit or a pair that is cut by the end of
/// a chunk waits for the next.
struct UTF16Converter: TextConverter {
    private let isSwapped: Bool
    /// The first byte of a unit whose second byte is in the next chunk.
    private var halfUnit: UInt8?
    /// A high surrogate that waits for its partner.
    private var highSurrogate: UInt16?

    init(_ byteOrder: ByteOrder) { isSwapped = byteOrder == .bigEndian }

    /// Two bytes become at most three; what waits from before becomes at most two times U+FFFD more.
    func mostBytes(of stored: Int) -> Int { stored / 2 * 3 + 16 }

    mutating func convert(
        _ bytes: UnsafeRawBufferPointer, from position: inout Int, storedOffset: Int, into text: inout TextBuffer
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

    /// Copies the ASCII characters at the start, 32 at a time and then eight, and returns how many there were.
    private func copyASCII(_ start: UnsafeRawPointer, units: Int, into text: inout TextBuffer) -> Int {
        let limit = min(units, text.room)
        var done = 0
        while limit - done >= 32, isASCII(start + done * 2, bytes: 64) {
            text.append(narrowing: start + done * 2, count: 32, shift: isSwapped ? 8 : 0)
            done += 32
        }
        while limit - done >= 8, isASCII(start + done * 2, bytes: 16) {
            text.append(narrowing: start + done * 2, count: 8, shift: isSwapped ? 8 : 0)
            done += 8
        }
        return done
    }

    /// Whether all units of a block are below 0x80.
    @inline(__always)
    private func isASCII(_ block: UnsafeRawPointer, bytes: Int) -> Bool {
        var any: UInt64 = 0
        for offset in Swift.stride(from: 0, to: bytes, by: 8) {
            any |= block.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        }
        return any & UInt64(littleEndian: isSwapped ? 0x80FF_80FF_80FF_80FF : 0xFF80_FF80_FF80_FF80) == 0
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

    mutating func end(storedOffset: Int, into text: inout TextBuffer) -> Bool {
        let halfBytes = halfUnit == nil ? 0 : 1
        if let high = highSurrogate { fault(high, at: storedOffset - halfBytes - 2, into: &text) }
        if let byte = halfUnit { text.appendFault(byte: byte, storedOffset: storedOffset - 1) }
        highSurrogate = nil
        halfUnit = nil
        return true
    }

    private func fault(_ unit: UInt16, at storedOffset: Int, into text: inout TextBuffer) {
        let byte = UInt8(truncatingIfNeeded: isSwapped ? unit >> 8 : unit)
        text.appendFault(byte: byte, storedOffset: storedOffset)
    }
}
