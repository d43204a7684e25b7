/// How much the keys of a run may take, in memory and on disk.
public struct KeyLimits: Sendable {
    /// The most memory for all keys together, in bytes.
    public var memoryBytes: Int
    /// The folder for temporary files.
    public var spillFolder: String
    /// The most room on disk for all keys together, in bytes.
    public var spillBytes: Int
    /// The calls to the file system.
    public var calls: any SpillCalls

    /// Makes limits.
    public init(
        memoryBytes: Int, spillFolder: String, spillBytes: Int, calls: any SpillCalls = SystemSpillCalls()
    ) {
        self.memoryBytes = memoryBytes
        self.spillFolder = spillFolder
        self.spillBytes = spillBytes
        self.calls = calls
    }
}
