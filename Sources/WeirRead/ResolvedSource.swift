public import WeirModel

/// One input that was looked up and is ready to be opened.
public struct ResolvedSource: Sendable, Hashable {
    /// Where the bytes come from.
    public enum Origin: Sendable, Hashable {
        /// A file, a pipe or a device with this path.
        case file(path: String)
        /// The standard input of the process.
        case standardInput
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

    /// The standard input of the process; its size is not known.
    public static var standardInput: ResolvedSource {
        ResolvedSource(
            origin: .standardInput,
            info: SourceInfo(name: ReadSettings.standardInput, byteCount: nil)
        )
    }
}
