internal import WeirWrite

/// What a single run does differently from what its pipeline file says.
public struct RunOptions: Sendable {
    /// Inputs in place of those in the file, relative to the working directory.
    public var input: [String] = []
    /// The most data records to read from the first source on; `nil` is no limit.
    public var limit: Int?
    /// Checks and counts, and writes nothing.
    public var isDryRun = false
    /// The implementation of the structural scan, by name; the fastest if it is left out.
    public var kernel: String?
    /// A sink in place of the one in the file.
    var sink: (any TableSink)?

    /// The run as the file says.
    public init() {}
}
