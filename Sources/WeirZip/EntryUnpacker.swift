internal import CZlib
public import WeirModel

/// Unpacks one entry of an archive, and holds what comes out against the directory.
///
/// It stops as soon as there are more bytes than the directory says; the checksum and the size are verified by
/// `finish()`.
public struct EntryUnpacker: ~Copyable {
    private let entry: PackedEntry
    private let file: String
    /// In memory of its own, because zlib keeps a pointer to it; `nil` for a stored entry.
    private let stream: UnsafeMutablePointer<z_stream>?
    private var checksum: UInt = 0
    private var byteCount = 0
    private var hasEnded = false

    /// Begins an entry.
    ///
    /// - Parameter file: the archive, for messages.
    /// - Throws: `zip.unreadable` if there is no memory for decompression.
    public init(_ entry: PackedEntry, file: String) throws(WeirError) {
        self.entry = entry
        self.file = file
        guard entry.method == .deflated else {
            stream = nil
            return
        }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // The largest window; negative: no header, as zip stores it.
        guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            throw WeirError(
                .zipUnreadable, "There is no memory for decompression.", position: WeirError.Position(file: file))
        }
        self.stream = stream
    }

    deinit {
        guard let stream else { return }
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks as much as there is input and room for.
    ///
    /// - Returns: how many bytes of the input were used, and how many were written.
    /// - Throws: `zip.corrupt`.
    public mutating func unpack(
        _ input: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
    ) throws(WeirError) -> (consumed: Int, produced: Int) {
        guard let target = room.baseAddress, let source = input.baseAddress else { return (0, 0) }
        guard let stream else {
            let count = min(input.count, room.count)
            target.update(from: source, count: count)
            try take(target, count)
            return (count, count)
        }
        guard !hasEnded else {
            guard input.isEmpty else { throw corrupt("bytes follow the end of its data") }
            return (0, 0)
        }
        let (offered, free) = (UInt32(clamping: input.count), UInt32(clamping: room.count))
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source)
        stream.pointee.avail_in = offered
        stream.pointee.next_out = target
        stream.pointee.avail_out = free
        let status = inflate(stream, Z_NO_FLUSH)
        stream.pointee.next_in = nil
        let (consumed, produced) = (Int(offered - stream.pointee.avail_in), Int(free - stream.pointee.avail_out))
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: hasEnded = true
        default: throw corrupt(stream.pointee.msg.map { String(cString: $0) } ?? "its data is no deflate stream")
        }
        try take(target, produced)
        return (consumed, produced)
    }

    /// Unpacks as much as there is input and room for, from bytes in an array.
    mutating func unpack(
        _ input: [UInt8], from start: Int, into room: UnsafeMutableBufferPointer<UInt8>
    ) throws(WeirError) -> (consumed: Int, produced: Int) {
        try input.withUnsafeBufferPointer { (bytes) throws(WeirError) in
            try unpack(UnsafeBufferPointer(rebasing: bytes[start...]), into: room)
        }
    }

    /// Verifies that all of the entry came out, and that its checksum is right.
    ///
    /// - Throws: `zip.corrupt`.
    public func finish() throws(WeirError) {
        if stream != nil, !hasEnded { throw corrupt("its data ends in the middle") }
        guard byteCount == entry.byteCount else {
            throw corrupt("it has \(byteCount) bytes instead of \(entry.byteCount)")
        }
        guard UInt32(truncatingIfNeeded: checksum) == entry.checksum else { throw corrupt("its checksum is wrong") }
    }

    private mutating func take(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) throws(WeirError) {
        byteCount += count
        guard byteCount <= entry.byteCount else {
            throw corrupt("it has more than the \(entry.byteCount) bytes that the directory says")
        }
        checksum = crc32_z(checksum, bytes, count)
    }

    private func corrupt(_ what: String) -> WeirError {
        WeirError(
            .zipCorrupt, "The entry \(entry.name) is damaged: \(what).", hint: "Copy or download the file again.",
            position: WeirError.Position(file: file))
    }
}
