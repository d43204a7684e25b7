import CZlib
import WeirModel

/// Inflates gzip members into plain bytes.
///
/// zlib reads the members' headers and checks their sums; this type puts members together and judges what lies between
/// and behind them. Zeros behind the last member are padding (tape tools write them), anything else is an error.
///
/// - Emits: a chunk of `outputBytes` bytes whenever that much is ready; what is left at the end or before a failure.
/// - Holds: one input chunk, one output buffer and the 40 KiB of zlib's window and tables.
/// - Completes: after the last member's checksum and length were verified.
/// - Fails: `decode.corrupt`, `decode.truncated`, `decode.trailingGarbage`, `decode.budgetExceeded`,
///   `decode.outOfMemory`; in each case after all bytes before the fault were emitted.
struct GzipInflater: ~Copyable {
    /// Where in the file the next byte is.
    private enum Place {
        case member
        case betweenMembers
        case padding
    }

    /// Why inflating stopped.
    private enum Stop {
        case outputFull
        case inputUsed
        case failed(WeirError)
    }

    /// In memory of its own, because zlib keeps a pointer to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private let name: String
    private let pool: BufferPool
    private let limit: InflationLimit
    private let outputBytes: Int

    private var place = Place.member
    private var completeMembers = 0
    private var memberOffset = 0
    private var input: ByteChunk?
    private var consumed = 0
    private var output: ByteBuffer?
    private var outputOffset = 0
    private var failure: WeirError?

    /// Makes an inflater for one source.
    init(name: String, pool: BufferPool, limit: InflationLimit, outputBytes: Int) throws(WeirError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15: the largest window; 16: gzip only.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            throw Self.outOfMemory(name)
        }
        self.stream = stream
        self.name = name
        self.pool = pool
        self.limit = limit
        self.outputBytes = outputBytes
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Takes a chunk of the stored bytes.
    mutating func push(_ chunk: ByteChunk) {
        input = chunk
        consumed = 0
    }

    /// Returns the next chunk of plain bytes, or `nil` when more input is needed.
    mutating func next() throws(WeirError) -> ByteChunk? {
        if let failure { throw failure }
        guard let chunk = input else { return nil }
        var buffer = output.take() ?? ByteBuffer(capacity: outputBytes, pool: pool)
        let stop = inflate(chunk, into: &buffer)
        let room = limit.most(of: chunk.offset + consumed) - outputOffset
        if buffer.count > room {
            buffer.setCount(max(room, 0))
            failure = tooLarge(at: chunk.offset + consumed)
            if buffer.count == 0, let failure { throw failure }
            return emit(buffer, chunk)
        }
        switch stop {
        case .outputFull: return emit(buffer, chunk)
        case .inputUsed:
            input = nil
            guard chunk.endsSource else {
                output = consume buffer
                return nil
            }
            guard place == .member else { return emit(buffer, chunk, endsSource: true) }
            failure = error(.decodeTruncated, "The gzip data ends in the middle.", at: chunk.offset + consumed)
        case .failed(let error): failure = error
        }
        // What was inflated before the failure still flows; the failure follows it.
        if buffer.count == 0, let failure { throw failure }
        return emit(buffer, chunk)
    }

    private mutating func emit(
        _ buffer: consuming ByteBuffer,
        _ chunk: ByteChunk,
        endsSource: Bool = false
    ) -> ByteChunk {
        let bytes = buffer.freeze(compactIn: pool)
        defer { outputOffset += bytes.count }
        return ByteChunk(bytes: bytes, source: chunk.source, offset: outputOffset, endsSource: endsSource)
    }

    private mutating func inflate(_ chunk: ByteChunk, into buffer: inout ByteBuffer) -> Stop {
        while true {
            switch place {
            case .member:
                if let stop = inflateMember(chunk, into: &buffer) { return stop }
            case .betweenMembers, .padding:
                guard consumed < chunk.bytes.count else { return .inputUsed }
                switch chunk.bytes[consumed] {
                case 0:
                    place = .padding
                    consumed += 1
                case 0x1F where place == .betweenMembers:
                    place = .member
                    memberOffset = chunk.offset + consumed
                    inflateReset(stream)
                default: return .failed(trailingGarbage(at: chunk.offset + consumed))
                }
            }
        }
    }

    /// Runs zlib once; returns `nil` at the end of a member.
    private mutating func inflateMember(_ chunk: ByteChunk, into buffer: inout ByteBuffer) -> Stop? {
        let room = max(outputBytes - buffer.count, 0)
        // The counts of zlib have 32 bits.
        let offered = UInt32(clamping: chunk.bytes.count - consumed)
        let status = chunk.bytes.withUnsafeBufferPointer { bytes -> Int32 in
            stream.pointee.next_in = bytes.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
            stream.pointee.avail_in = offered
            stream.pointee.next_out = buffer.baseAddress + buffer.count
            stream.pointee.avail_out = UInt32(clamping: room)
            let status = CZlib.inflate(stream, Z_NO_FLUSH)
            stream.pointee.next_in = nil
            return status
        }
        consumed += Int(offered - stream.pointee.avail_in)
        buffer.setCount(buffer.count + Int(UInt32(clamping: room) - stream.pointee.avail_out))
        switch status {
        case Z_STREAM_END:
            completeMembers += 1
            place = .betweenMembers
            return nil
        case Z_OK, Z_BUF_ERROR:
            if buffer.count >= outputBytes { return .outputFull }
            return consumed == chunk.bytes.count ? .inputUsed : nil
        case Z_MEM_ERROR: return .failed(Self.outOfMemory(name))
        default:
            // A byte that only looked like the start of a further member.
            if completeMembers > 0, stream.pointee.total_in <= 2 { return .failed(trailingGarbage(at: memberOffset)) }
            let detail = stream.pointee.msg.map { ": \(String(cString: $0))" } ?? ""
            return .failed(error(.decodeCorrupt, "The gzip data is damaged\(detail).", at: chunk.offset + consumed))
        }
    }

    private func tooLarge(at byteOffset: Int) -> WeirError {
        error(
            .decodeBudgetExceeded,
            "The gzip data becomes more than \(limit.most(of: byteOffset)) bytes.",
            at: byteOffset,
            hint: "A file that is made to exhaust memory or disks looks like this; else raise limits.inflatedBytes."
        )
    }

    private func trailingGarbage(at byteOffset: Int) -> WeirError {
        error(
            .decodeTrailingGarbage,
            "Bytes that are not gzip data follow the compressed data.",
            at: byteOffset,
            hint: "The file may have been damaged on its way, or two files of different kinds were put together."
        )
    }

    private func error(_ code: ErrorCode, _ message: String, at byteOffset: Int, hint: String? = nil) -> WeirError {
        WeirError(code, message, hint: hint, position: WeirError.Position(file: name, byteOffset: byteOffset))
    }

    private static func outOfMemory(_ name: String) -> WeirError {
        WeirError(
            .decodeOutOfMemory,
            "There is no memory for decompression.",
            position: WeirError.Position(file: name)
        )
    }
}
