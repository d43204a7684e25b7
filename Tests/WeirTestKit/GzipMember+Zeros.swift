import CZlib

/// Makes a gzip member of nothing but zeros, which may be longer than any memory.
///
/// A block is compressed once; it ends at the border of a byte and refers to nothing before it, so it can be repeated.
///
/// - Returns: the member, and how many bytes it becomes.
package func gzipMember(zeroBlocks count: Int, of blockBytes: Int) -> (stored: [UInt8], byteCount: Int) {
    var stream = z_stream()
    let started = deflateInit2_(
        &stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK)
    defer { deflateEnd(&stream) }
    var plain = [UInt8](repeating: 0, count: blockBytes)
    var room = [UInt8](repeating: 0, count: blockBytes / 500 + 1024)
    var checksum: UInt = 0
    let block = plain.withUnsafeMutableBufferPointer { plain -> Int in
        checksum = crc32_z(0, plain.baseAddress, plain.count)
        return room.withUnsafeMutableBufferPointer { room in
            stream.next_in = plain.baseAddress
            stream.avail_in = UInt32(plain.count)
            stream.next_out = room.baseAddress
            stream.avail_out = UInt32(room.count)
            precondition(deflate(&stream, Z_FULL_FLUSH) == Z_OK && stream.avail_in == 0)
            return room.count - Int(stream.avail_out)
        }
    }
    var stored: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var sum: UInt = 0
    for _ in 0..<count {
        stored += room[..<block]
        sum = crc32_combine(sum, checksum, blockBytes)
    }
    // An empty block that is the last one.
    stored += [0x03, 0x00]
    let byteCount = count * blockBytes
    for value in [Int(sum), byteCount] {
        for shift in [0, 8, 16, 24] { stored.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    return (stored, byteCount)
}
