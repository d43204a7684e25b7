/// Adds to a request what proves who sends it.
protocol RequestSigner: Sendable {
    /// The headers to add.
    ///
    /// - Parameters:
    ///   - headers: those that the request has already and that are signed too.
    ///   - time: now, in seconds since 1970-01-01T00:00:00Z.
    func fields(for url: RemoteURL, _ headers: [(String, String)], at time: Double) -> [(String, String)]
}
