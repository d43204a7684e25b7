public import WeirModel

extension ErrorCode {
    /// A pipeline file is not well-formed YAML or JSON, or is built to exhaust the reader.
    public static let specSyntax = ErrorCode(rawValue: "spec.syntax")
    /// A pipeline file is well-formed and says something that cannot be meant.
    public static let specInvalid = ErrorCode(rawValue: "spec.invalid")
    /// There is no such pipeline file.
    public static let specNotFound = ErrorCode(rawValue: "spec.notFound")
    /// A pipeline file cannot be read.
    public static let specUnreadable = ErrorCode(rawValue: "spec.unreadable")
    /// A pipeline file is longer than any that a person writes.
    public static let specTooLarge = ErrorCode(rawValue: "spec.tooLarge")
    /// A file that is named by `$ref` cannot be found, read or used.
    public static let specRefNotFound = ErrorCode(rawValue: "spec.refNotFound")
}
