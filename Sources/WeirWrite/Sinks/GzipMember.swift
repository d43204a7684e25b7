import CZlib
import WeirModel

/// One member of a gzip file (RFC 1952).
enum GzipMember {
    /// Packs bytes; without a name and a time, so that the same bytes always give the same member.
    ///
    /// - Throws: `write.failed` where there is no memory.
    static func packed(_ plain: Bytes, pool: BufferPool) throws -> Bytes {
        var stream = z_stream()
        // 15: the largest window; 16: gzip; 8: the usual memory.
        let status = deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw WeirError(.writeFailed, "there is no memory for compression") }
        defer { deflateEnd(&stream) }
        // zlib says how much it takes at most, so one call does it all; the counts of zlib have 32 bits.
        let most = Int(deflateBound(&stream, UInt(plain.count)))
        guard let offered = UInt32(exactly: plain.count), let room = UInt32(exactly: most) else {
            throw WeirError(.writeFailed, "a batch is too large to be compressed")
        }
        var packed = ByteBuffer(capacity: most, pool: pool)
        let end = plain.withUnsafeBufferPointer { plain -> Int32 in
            stream.next_in = plain.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
            stream.avail_in = offered
            stream.next_out = packed.baseAddress
            stream.avail_out = room
            return deflate(&stream, Z_FINISH)
        }
        guard end == Z_STREAM_END else { throw WeirError(.writeFailed, "the rows cannot be compressed") }
        packed.setCount(most - Int(stream.avail_out))
        return packed.freeze(compactIn: pool)
    }
}
