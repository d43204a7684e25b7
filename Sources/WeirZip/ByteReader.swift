/// Reads little-endian numbers from bytes that nobody has vouched for.
///
/// A place beyond the end gives `nil`, never a trap.
struct ByteReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The number of bytes.
    var count: Int { bytes.count }

    /// The 16-bit number at a place.
    func uint16(at offset: Int) -> Int? { number(at: offset, byteCount: 2).map { Int($0) } }

    /// The 32-bit number at a place.
    func uint32(at offset: Int) -> UInt32? { number(at: offset, byteCount: 4).map { UInt32(truncatingIfNeeded: $0) } }

    /// The 64-bit number at a place, if it is an `Int`.
    func int64(at offset: Int) -> Int? { number(at: offset, byteCount: 8).flatMap { Int(exactly: $0) } }

    /// The bytes of a range, if they are all there.
    func slice(at offset: Int, count: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
        return bytes[offset..<offset + count]
    }

    private func number(at offset: Int, byteCount: Int) -> UInt64? {
        guard let slice = slice(at: offset, count: byteCount) else { return nil }
        return slice.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
