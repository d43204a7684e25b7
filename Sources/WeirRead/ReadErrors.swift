public import WeirModel

extension ErrorCode {
    /// No input is named.
    public static let readNoInput = ErrorCode(rawValue: "read.noInput")
    /// There is no such file, or no file matches the pattern.
    public static let readNotFound = ErrorCode(rawValue: "read.notFound")
    /// The file is there but may not or cannot be opened.
    public static let readUnreadable = ErrorCode(rawValue: "read.unreadable")
    /// The path names a folder.
    public static let readIsDirectory = ErrorCode(rawValue: "read.isDirectory")
    /// One file, or standard input, is named twice; its rows would be loaded twice.
    public static let readDuplicate = ErrorCode(rawValue: "read.duplicate")
    /// The headers of all inputs are wanted before any is read, and one of them can be read only once.
    public static let readUnionOfPipe = ErrorCode(rawValue: "read.unionOfPipe")
    /// A file became shorter while it was read.
    public static let readChanged = ErrorCode(rawValue: "read.changed")
    /// The system reported an error in the middle of a file.
    public static let readFailed = ErrorCode(rawValue: "read.failed")
}
