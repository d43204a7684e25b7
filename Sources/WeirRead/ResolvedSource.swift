public import WeirModel

/// One input that was looked up and is ready to be opened.
public struct ResolvedSource: Sendable, Hashable {
    /// Where the bytes come from.
    public enum Origin: Sendable, Hashable {
        /// A file, a pipe or a device with this path.
        case file(path: String)
        /// The standard input of the process.
        case standardInput
        /// A file elsewhere.
        case remote(RemoteOrigin)
    }

    /// Where the bytes come from.
    public var origin: Origin
    /// What people see of it.
    public var info: SourceInfo
    /// The part of the file that is read, in bytes; `nil` is all of it.
    public var range: Range<Int>?

    /// Makes an input.
    public init(origin: Origin, info: SourceInfo) {
        self.origin = origin
        self.info = info
    }

    /// Reads parts of the input, without what lies between them.
    ///
    /// - Parameter ranges: where the parts are, in bytes from the start of the file.
    /// - Returns: one array for each, fewer bytes where the input ends before; `nil` if it cannot be read in parts.
    /// - Throws: `read.notFound`, `read.unreadable`, `read.failed`, and for a file elsewhere what reading it throws.
    public func parts(_ ranges: [Range<Int>]) throws(WeirError) -> [[UInt8]]? {
        switch origin {
        case .standardInput: return nil
        case .file(let path): return try FileParts.read(ranges, of: path)
        case .remote(let origin):
            guard origin.file.isDivisible || ranges.allSatisfy({ $0.upperBound <= origin.file.head.count }) else {
                return nil
            }
            return try ranges.map { range throws(WeirError) in try origin.file.bytes(range) }
        }
    }

    /// The standard input of the process; its size is not known.
    public static var standardInput: ResolvedSource {
        ResolvedSource(
            origin: .standardInput,
            info: SourceInfo(name: ReadSettings.standardInput, byteCount: nil)
        )
    }
}
