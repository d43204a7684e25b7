import WeirModel

/// UTF-8 being written by a decoder.
///
/// It keeps room for the longest thing that a decoder writes without asking again.
struct TextBuffer: ~Copyable {
    /// Two replaced surrogate halves and one character of four bytes fit into this.
    private static let reserve = 16

    private var bytes: ByteBuffer
    /// The address of `bytes`, which never moves because it never grows.
    private let base: UnsafeMutablePointer<UInt8>
    private let offset: Int
    private let limit: Int
    private(set) var count = 0
    private var lineFaults: LineFaultState

    /// Takes room for about `capacity` bytes.
    ///
    /// - Parameters:
    ///   - offset: where the text starts in the decoded stream.
    ///   - faults: whether the line that it goes on with has a fault already.
    init(capacity: Int, offset: Int, faults: LineFaultState, pool: BufferPool) {
        lineFaults = faults
        limit = max(capacity, 2 * Self.reserve) - Self.reserve
        bytes = ByteBuffer(capacity: limit + Self.reserve, pool: pool)
        base = bytes.baseAddress
        self.offset = offset
    }

    /// Whether another character may be written.
    var hasRoom: Bool { count < limit }

    /// How many bytes may be written before there is no more room.
    var room: Int { max(limit - count, 0) }

    /// Writes a character.
    mutating func append(scalar: UInt32) {
        let target = base + count
        switch scalar {
        case ..<0x80:
            target[0] = UInt8(truncatingIfNeeded: scalar)
            count += 1
        case ..<0x800:
            target[0] = 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6)
            target[1] = Self.continuation(scalar)
            count += 2
        case ..<0x10000:
            target[0] = 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12)
            target[1] = Self.continuation(scalar >> 6)
            target[2] = Self.continuation(scalar)
            count += 3
        default:
            target[0] = 0xF0 | UInt8(truncatingIfNeeded: scalar >> 18)
            target[1] = Self.continuation(scalar >> 12)
            target[2] = Self.continuation(scalar >> 6)
            target[3] = Self.continuation(scalar)
            count += 4
        }
    }

    /// Writes eight bytes.
    mutating func append(_ eight: SIMD8<UInt8>) {
        UnsafeMutableRawPointer(base + count).storeBytes(of: eight, as: SIMD8<UInt8>.self)
        count += 8
    }

    /// Writes units of two bytes as one byte each.
    ///
    /// - Parameter shift: where in a unit, as this machine loads it, the byte is: 0 or 8 bits from its end.
    @inline(__always)
    mutating func append(narrowing units: UnsafeRawPointer, count added: Int, shift: UInt16) {
        let target = base + count
        for index in 0..<added {
            let unit = UInt16(littleEndian: units.loadUnaligned(fromByteOffset: index &* 2, as: UInt16.self))
            target[index] = UInt8(truncatingIfNeeded: unit &>> shift)
        }
        count += added
    }

    /// Lends the room, with enough of it for one character even where little is left, to whoever says how much was
    /// written.
    @discardableResult
    mutating func fill(
        _ write: (UnsafeMutableBufferPointer<UInt8>) -> (read: Int, written: Int, stop: PlatformConverter.Stop)
    ) -> (read: Int, written: Int, stop: PlatformConverter.Stop) {
        let result = write(UnsafeMutableBufferPointer(start: base + count, count: max(limit - count, 0) + 8))
        count += result.written
        return result
    }

    /// Writes U+FFFD and notes the fault that it stands for.
    mutating func appendFault(byte: UInt8, storedOffset: Int) {
        let fault = EncodingFault(offset: offset + count, storedOffset: storedOffset, byte: byte)
        lineFaults.note(fault, at: count, in: UnsafeRawBufferPointer(start: base, count: count))
        append(scalar: 0xFFFD)
    }

    /// Ends writing.
    ///
    /// - Parameter state: what the next buffer must know of faults.
    consuming func chunk(
        source: Int, endsSource: Bool, faults state: inout LineFaultState, pool: BufferPool
    ) -> ByteChunk {
        bytes.setCount(count)
        let faults = bytes.withUnsafeBufferPointer { lineFaults.takeFaults(atEndOf: UnsafeRawBufferPointer($0)) }
        state = lineFaults
        return ByteChunk(
            bytes: bytes.freeze(compactIn: pool),
            source: source,
            offset: offset,
            endsSource: endsSource,
            faults: faults
        )
    }

    private static func continuation(_ bits: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: bits) & 0x3F }
}
