/// What bounds the work on an archive.
public struct ZipLimits: Sendable {
    /// The most entries of a directory.
    public var entries: Int
    /// The longest directory, in bytes.
    public var directoryBytes: Int
    /// The most unpacked bytes of one entry.
    public var entryBytes: Int

    /// How many times as long as it is stored an entry may become that is read as a whole; up to `freeBytes` it may be any.
    ///
    /// Real parts of workbooks have become 121 times as long.
    public var ratio = 250
    /// The length up to which the ratio does not count, in bytes.
    public var freeBytes = 1 << 30

    /// Makes limits: 10,000 entries, a directory of 16 MiB, 16 GiB for each entry.
    public init(entries: Int = 10_000, directoryBytes: Int = 16 << 20, entryBytes: Int = 16 << 30) {
        self.entries = entries
        self.directoryBytes = directoryBytes
        self.entryBytes = entryBytes
    }
}
