public import WeirModel

extension ErrorCode {
    /// The compressed data is damaged: a checksum, a length or a code in it is wrong.
    public static let decodeCorrupt = ErrorCode(rawValue: "decode.corrupt")
    /// The compressed data ends in the middle.
    public static let decodeTruncated = ErrorCode(rawValue: "decode.truncated")
    /// Bytes that are neither another gzip member nor zeros follow the compressed data.
    public static let decodeTrailingGarbage = ErrorCode(rawValue: "decode.trailingGarbage")
    /// The settings say gzip, but the data is not.
    public static let decodeNotGzip = ErrorCode(rawValue: "decode.notGzip")
    /// The data has a format that is recognised and cannot be read.
    public static let decodeUnsupportedFormat = ErrorCode(rawValue: "decode.unsupportedFormat")
    /// The text has an encoding that cannot be read.
    public static let decodeUnsupportedEncoding = ErrorCode(rawValue: "decode.unsupportedEncoding")
    /// The byte order mark says another encoding than the settings.
    public static let decodeEncodingMismatch = ErrorCode(rawValue: "decode.encodingMismatch")
    /// The text was taken for UTF-8, and cannot be.
    public static let decodeNotUTF8 = ErrorCode(rawValue: "decode.notUTF8")
    /// There is no memory for decompression.
    public static let decodeOutOfMemory = ErrorCode(rawValue: "decode.outOfMemory")
    /// The compressed data becomes more bytes than it may.
    public static let decodeBudgetExceeded = ErrorCode(rawValue: "decode.budgetExceeded")
}
