/// Where the shared strings of a workbook may stand.
public struct StringMemory: Sendable {
    /// The most memory, in bytes.
    public var bytes: Int
    /// The folder for what memory has no room for.
    public var spillFolder: String
    /// The most bytes that may go there.
    public var spillBytes: Int

    /// Makes limits.
    public init(bytes: Int = 16 << 20, spillFolder: String = "/tmp", spillBytes: Int = 4 << 30) {
        self.bytes = bytes
        self.spillFolder = spillFolder
        self.spillBytes = spillBytes
    }
}
