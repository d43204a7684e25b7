public import WeirFlow

/// Owned bytes of one source, in order: what read and decode produce.
///
/// Each source ends with exactly one chunk whose `endsSource` is true (it may be empty), so an empty file still
/// shows up as a source.
public struct ByteChunk: Sendable, Weighted {
    /// The bytes.
    public var bytes: Bytes
    /// Which source of the run they belong to, from 0.
    public var source: Int
    /// Where `bytes` starts, in bytes from the start of the source: of the stored file behind read, of the decoded
    /// stream behind decode.
    public var offset: Int
    /// Whether the source has no more bytes behind these.
    public var endsSource: Bool
    /// The encoding faults in these bytes, in order; filled by decode.
    public var faults: [EncodingFault]

    /// Makes a chunk.
    public init(bytes: Bytes, source: Int, offset: Int, endsSource: Bool = false, faults: [EncodingFault] = []) {
        self.bytes = bytes
        self.source = source
        self.offset = offset
        self.endsSource = endsSource
        self.faults = faults
    }

    /// The memory of the bytes.
    public var weight: Int { max(bytes.count, 1) }
}

/// A byte that is not valid in the encoding of its source.
///
/// The run goes on; the row that holds it becomes a violation.
public struct EncodingFault: Sendable, Hashable {
    /// Where it stands in the decoded stream, in bytes.
    public var offset: Int
    /// Where it stands in the source before transcoding (behind decompression), in bytes.
    public var storedOffset: Int
    /// The first offending byte.
    public var byte: UInt8

    /// Makes a fault.
    public init(offset: Int, storedOffset: Int, byte: UInt8) {
        self.offset = offset
        self.storedOffset = storedOffset
        self.byte = byte
    }
}
