import WeirModel
import WeirZip

/// Unpacks a file of an archive into plain bytes.
///
/// - Emits: a chunk of `outputBytes` bytes whenever that much is ready; what is left before a failure. The last chunk
///   comes only when the checksum of all was verified.
/// - Holds: one input chunk, one output buffer and the 40 KiB of zlib's window and tables.
/// - Completes: after the checksum and the length were verified.
/// - Fails: `zip.corrupt`; after all bytes before the fault were emitted.
struct EntryInflater: ~Copyable {
    private var unpacker: EntryUnpacker
    private let pool: BufferPool
    private let outputBytes: Int
    private var input: ByteChunk?
    private var consumed = 0
    private var output: ByteBuffer?
    private var outputOffset = 0
    private var failure: WeirError?

    /// Makes an inflater for one entry.
    init(_ entry: PackedEntry, name: String, pool: BufferPool, outputBytes: Int) throws(WeirError) {
        unpacker = try EntryUnpacker(entry, file: name)
        self.pool = pool
        self.outputBytes = outputBytes
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
        do throws(WeirError) {
            guard try fill(&buffer, from: chunk) else {
                return emit(buffer, chunk)
            }
            input = nil
            guard chunk.endsSource else {
                output = consume buffer
                return nil
            }
            try unpacker.finish()
            return emit(buffer, chunk, endsSource: true)
        } catch {
            // What was unpacked before the failure still flows; the failure follows it.
            failure = error
            guard buffer.count > 0 else { throw error }
            return emit(buffer, chunk)
        }
    }

    /// Unpacks until the buffer is full or the input is used, and says whether it is used.
    private mutating func fill(_ buffer: inout ByteBuffer, from chunk: ByteChunk) throws(WeirError) -> Bool {
        while true {
            let room = UnsafeMutableBufferPointer(
                start: buffer.baseAddress + buffer.count, count: outputBytes - buffer.count)
            let step = try chunk.bytes.withUnsafeBufferPointer { (bytes) throws(WeirError) in
                try unpacker.unpack(UnsafeBufferPointer(rebasing: bytes[consumed...]), into: room)
            }
            consumed += step.consumed
            buffer.setCount(buffer.count + step.produced)
            if buffer.count >= outputBytes { return false }
            if consumed == chunk.bytes.count || (step.consumed == 0 && step.produced == 0) { return true }
        }
    }

    private mutating func emit(
        _ buffer: consuming ByteBuffer, _ chunk: ByteChunk, endsSource: Bool = false
    ) -> ByteChunk {
        let bytes = buffer.freeze(compactIn: pool)
        defer { outputOffset += bytes.count }
        return ByteChunk(bytes: bytes, source: chunk.source, offset: outputOffset, endsSource: endsSource)
    }
}
