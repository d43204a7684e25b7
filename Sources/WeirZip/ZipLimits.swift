/// What bounds the work on an archive.
public struct ZipLimits: Sendable {
    /// The most entries of a directory.
    public var entries: Int
    /// The longest directory, in bytes.
    public var directoryBytes: Int
    /// The most unpacked bytes of one entry.
    public var entryBytes: Int

    /// Makes limits: 10,000 entries, a directory of 16 MiB, 16 GiB for each entry.
    public init(entries: Int = 10_000, directoryBytes: Int = 16 << 20, entryBytes: Int = 16 << 30) {
        self.entries = entries
        self.directoryBytes = directoryBytes
        self.entryBytes = entryBytes
    }
}
