public import WeirModel

extension ErrorCode {
    /// The header has more columns than the limit allows.
    public static let parseTooManyColumns = ErrorCode(rawValue: "parse.tooManyColumns")
    /// The header is longer than the limit for a record.
    public static let parseHeaderTooLong = ErrorCode(rawValue: "parse.headerTooLong")
}
