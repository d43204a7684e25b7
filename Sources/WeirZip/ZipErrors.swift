public import WeirModel

extension ErrorCode {
    /// The archive cannot be opened or the system reports an error while it is read.
    public static let zipUnreadable = ErrorCode(rawValue: "zip.unreadable")
    /// The file is no zip archive.
    public static let zipNotZip = ErrorCode(rawValue: "zip.notZip")
    /// The archive ends before its directory, or its directory leads beyond its end.
    public static let zipTruncated = ErrorCode(rawValue: "zip.truncated")
    /// The directory contradicts itself or the entries.
    public static let zipDamaged = ErrorCode(rawValue: "zip.damaged")
    /// The data of an entry is damaged: its checksum, its size or a code in it is wrong.
    public static let zipCorrupt = ErrorCode(rawValue: "zip.corrupt")
    /// The archive uses something that is not read: encryption, several disks, another compression than deflate.
    public static let zipUnsupported = ErrorCode(rawValue: "zip.unsupported")
    /// Two entries have the name of a part that is needed.
    public static let zipDuplicate = ErrorCode(rawValue: "zip.duplicate")
    /// The archive has more entries, or an entry more bytes, than the limits allow.
    public static let zipTooLarge = ErrorCode(rawValue: "zip.tooLarge")
    /// The archive has no file, or several where one was expected.
    public static let zipNotOneFile = ErrorCode(rawValue: "zip.notOneFile")
}
