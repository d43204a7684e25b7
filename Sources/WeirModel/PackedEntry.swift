/// A file inside an archive: what the archive's directory says of it.
///
/// A source that is one is read in its stored form; decode unpacks it and holds the result against these figures.
public struct PackedEntry: Sendable, Hashable {
    /// How the bytes are stored.
    public enum Method: Sendable, Hashable {
        /// As they are.
        case stored
        /// By deflate, without a header.
        case deflated
    }

    /// The name in the archive.
    public var name: String
    /// How the bytes are stored.
    public var method: Method
    /// The CRC-32 of the unpacked bytes.
    public var checksum: UInt32
    /// The number of unpacked bytes.
    public var byteCount: Int

    /// Makes an entry.
    public init(name: String, method: Method, checksum: UInt32, byteCount: Int) {
        self.name = name
        self.method = method
        self.checksum = checksum
        self.byteCount = byteCount
    }
}
