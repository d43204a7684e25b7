/// Turns violations into what a person reads.
///
/// Rendering is late: it happens where issues are written down, and only for as many as will be kept.
public protocol IssueRendering: Sendable {
    /// Renders violations of one batch, in row order.
    ///
    /// - Parameters:
    ///   - batch: the batch with its violations.
    ///   - limit: the most issues to render: the first `limit` violations become one issue each.
    func issues(of batch: CheckedBatch, limit: Int) -> [Issue]
}
