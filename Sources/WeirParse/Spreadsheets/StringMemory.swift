public import WeirModel

/// Where the shared strings of a workbook may stand.
public struct StringMemory: Sendable {
    /// The most memory, in bytes.
    public var bytes: Int
    /// The folder for what memory has no room for.
    public var spillFolder: String
    /// The room on disk, which others may draw on too.
    public var spill: SpillBudget

    /// Makes limits.
    public init(
        bytes: Int = 16 << 20, spillFolder: String = "/tmp", spill: SpillBudget = SpillBudget(byteLimit: 4 << 30)
    ) {
        self.bytes = bytes
        self.spillFolder = spillFolder
        self.spill = spill
    }
}
