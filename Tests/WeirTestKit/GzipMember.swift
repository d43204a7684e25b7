import CZlib

/// Makes one gzip member with zlib, so that no compressed file has to be kept.
package func gzipMember(_ plain: [UInt8], fileName: String? = nil, extra: [UInt8] = []) -> [UInt8] {
    var stream = z_stream()
    var plain = plain
    var extra = extra
    var name = (fileName ?? "").utf8.map { $0 } + [0]
    var header = gz_header()
    let started = deflateInit2_(
        &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)
    )
    precondition(started == Z_OK)
    defer { deflateEnd(&stream) }
    var stored = [UInt8](repeating: 0, count: plain.count + plain.count / 8 + name.count + extra.count + 256)
    return extra.withUnsafeMutableBufferPointer { extra in
        name.withUnsafeMutableBufferPointer { name in
            withUnsafeMutablePointer(to: &header) { header in
                if fileName != nil || !extra.isEmpty {
                    header.pointee.name = fileName == nil ? nil : name.baseAddress
                    header.pointee.extra = extra.isEmpty ? nil : extra.baseAddress
                    header.pointee.extra_len = UInt32(extra.count)
                    deflateSetHeader(&stream, header)
                }
                let count = plain.withUnsafeMutableBufferPointer { plain in
                    stored.withUnsafeMutableBufferPointer { stored in
                        stream.next_in = plain.baseAddress
                        stream.avail_in = UInt32(plain.count)
                        stream.next_out = stored.baseAddress
                        stream.avail_out = UInt32(stored.count)
                        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
                        return stored.count - Int(stream.avail_out)
                    }
                }
                return Array(stored[..<count])
            }
        }
    }
}

/// Unpacks all members of gzip data with zlib; `nil` if it is damaged or does not end with a member.
package func gzipContent(_ stored: [UInt8]) -> [UInt8]? {
    var (rest, plain) = (stored, [UInt8]())
    repeat {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var status = Z_OK
        var read = 0
        while status == Z_OK {
            rest.withUnsafeMutableBufferPointer { rest in
                room.withUnsafeMutableBufferPointer { room in
                    stream.next_in = rest.baseAddress.map { $0 + read }
                    stream.avail_in = UInt32(rest.count - read)
                    stream.next_out = room.baseAddress
                    stream.avail_out = UInt32(room.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    read = rest.count - Int(stream.avail_in)
                    plain += room[..<(room.count - Int(stream.avail_out))]
                }
            }
        }
        guard status == Z_STREAM_END else { return nil }
        rest.removeFirst(read)
    } while !rest.isEmpty
    return plain
}
