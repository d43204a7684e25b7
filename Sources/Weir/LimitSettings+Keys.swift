internal import WeirModel
internal import WeirSpec
internal import WeirValidate

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension LimitSettings {
    /// The memory for keys, in bytes.
    public var keyMemoryBytes: Int {
        switch keyMemory {
        case .auto: memory.bytes / 2
        case .value(let size): size.bytes
        }
    }

    /// The folder for keys that memory has no room for: what the settings say, `TMPDIR`, or the one that the system has
    /// for large temporary files.
    public var keySpillFolder: String {
        if let spillFolder { return spillFolder.resolved }
        if let folder = getenv("TMPDIR"), folder.pointee != 0 { return String(cString: folder) }
        return access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp"
    }

    /// How much keys may take, in memory and on disk.
    ///
    /// - Parameter spill: the room on disk of the run.
    func keyLimits(_ spill: SpillBudget) -> KeyLimits {
        KeyLimits(memoryBytes: keyMemoryBytes, spillFolder: keySpillFolder, spill: spill)
    }
}
