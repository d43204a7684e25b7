public import WeirModel

extension ErrorCode {
    /// The store of the job service cannot be opened.
    public static let serverStoreUnusable = ErrorCode(rawValue: "server.storeUnusable")
    /// The settings of the job service cannot be.
    public static let serverBadSettings = ErrorCode(rawValue: "server.badSettings")
    /// The job service cannot listen at its address.
    public static let serverCannotListen = ErrorCode(rawValue: "server.cannotListen")
    /// The pipeline of a job cannot be used.
    public static let serverBadPipeline = ErrorCode(rawValue: "server.badPipeline")
    /// The process of a job ended without a report.
    public static let serverProcessDied = ErrorCode(rawValue: "server.processDied")
    /// A job service does not answer.
    public static let serverUnreachable = ErrorCode(rawValue: "server.unreachable")
    /// A job service has refused a request.
    public static let serverRefused = ErrorCode(rawValue: "server.refused")
}
