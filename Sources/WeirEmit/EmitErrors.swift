public import WeirModel

extension ErrorCode {
    /// An event could not be delivered; the run goes on and says so at its end.
    public static let emitFailed = ErrorCode(rawValue: "emit.failed")
    /// The place that events go to cannot be opened.
    public static let emitUnwritable = ErrorCode(rawValue: "emit.unwritable")
}
