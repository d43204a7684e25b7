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
    /// A file became shorter while it was read, or one elsewhere has become another.
    public static let readChanged = ErrorCode(rawValue: "read.changed")
    /// The address of an input elsewhere cannot be used.
    public static let readBadURL = ErrorCode(rawValue: "read.badURL")
    /// The server of an input elsewhere cannot be reached, or does not answer.
    public static let readUnreachable = ErrorCode(rawValue: "read.unreachable")
    /// An input elsewhere is not on the public internet, and only such inputs are allowed.
    public static let readPrivateAddress = ErrorCode(rawValue: "read.privateAddress")
    /// The server of an input elsewhere answers what makes no sense.
    public static let readBadAnswer = ErrorCode(rawValue: "read.badAnswer")
    /// Parts of an input elsewhere are wanted, and its server sends only all of it.
    public static let readNotDivisible = ErrorCode(rawValue: "read.notDivisible")
    /// The system reported an error in the middle of a file.
    public static let readFailed = ErrorCode(rawValue: "read.failed")
}
