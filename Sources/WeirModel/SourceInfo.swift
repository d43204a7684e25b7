/// One input of a run: a file or standard input.
public struct SourceInfo: Sendable, Hashable {
    /// The name people see: the path as resolved, or `-` for standard input.
    public var name: String
    /// The size as stored, in bytes; `nil` when it is not known (a pipe).
    public var byteCount: Int?
    /// The file inside an archive that is read, if it is one.
    public var entry: PackedEntry?
    /// The name of the sheet that is read, of a workbook.
    public var sheet: String?

    /// Makes a description of an input.
    public init(name: String, byteCount: Int?) {
        self.name = name
        self.byteCount = byteCount
    }
}
