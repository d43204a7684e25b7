/// Turns violations into what a person reads.
///
/// Rendering is late: it happens where issues are written down, and only for as many as will be kept.
public protocol IssueRendering: Sendable {
    /// Renders violations of one batch, in row order, and hands them out one at a time: all at once would take far more
    /// memory than the batch.
    ///
    /// - Parameters:
    ///   - batch: the batch with its violations.
    ///   - limit: the most issues to render: the first `limit` violations become one issue each.
    ///   - take: gets each issue.
    func render(_ batch: CheckedBatch, limit: Int, to take: (Issue) throws -> Void) rethrows
}

extension IssueRendering {
    /// The first issues of a batch at once, for a few of them.
    public func issues(of batch: CheckedBatch, limit: Int) -> [Issue] {
        var issues: [Issue] = []
        render(batch, limit: limit) { issues.append($0) }
        return issues
    }
}
