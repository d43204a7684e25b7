public import WeirModel

/// How much the keys of a run may take, in memory and on disk.
public struct KeyLimits: Sendable {
    /// The most memory for all keys together, in bytes.
    public var memoryBytes: Int
    /// The folder for temporary files.
    public var spillFolder: String
    /// The room on disk, which others may draw on too.
    public var spill: SpillBudget
    /// The calls to the file system.
    public var calls: any SpillCalls

    /// Makes limits.
    public init(
        memoryBytes: Int, spillFolder: String, spill: SpillBudget, calls: any SpillCalls = SystemSpillCalls()
    ) {
        self.memoryBytes = memoryBytes
        self.spillFolder = spillFolder
        self.spill = spill
        self.calls = calls
    }
}
