import CZlib

/// Data that repeats a block, compressed by deflate without a header; it may be longer than any memory.
///
/// A block is compressed once; it ends at the border of a byte and refers to nothing before it, so it can be repeated.
package struct RepeatedDeflate {
    /// The compressed bytes.
    package private(set) var stored: [UInt8] = []
    /// The CRC-32 of what they become.
    package private(set) var checksum: UInt32 = 0
    /// How many bytes they become.
    package let byteCount: Int

    package init(_ block: [UInt8], times: Int) {
        byteCount = block.count * times
        var stream = z_stream()
        let started = deflateInit2_(
            &stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(started == Z_OK)
        defer { deflateEnd(&stream) }
        var plain = block
        var room = [UInt8](repeating: 0, count: block.count + 1024)
        var blockSum: UInt = 0
        let count = plain.withUnsafeMutableBufferPointer { plain -> Int in
            blockSum = crc32_z(0, plain.baseAddress, plain.count)
            return room.withUnsafeMutableBufferPointer { room in
                stream.next_in = plain.baseAddress
                stream.avail_in = UInt32(plain.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                precondition(deflate(&stream, Z_FULL_FLUSH) == Z_OK && stream.avail_in == 0)
                return room.count - Int(stream.avail_out)
            }
        }
        var sum: UInt = 0
        for _ in 0..<times {
            stored += room[..<count]
            sum = crc32_combine(sum, blockSum, block.count)
        }
        // An empty block that is the last one.
        stored += [0x03, 0x00]
        checksum = UInt32(truncatingIfNeeded: sum)
    }
}
