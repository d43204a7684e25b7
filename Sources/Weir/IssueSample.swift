internal import Synchronization
public import WeirModel

/// Keeps the first issues that are rendered, so that a person can be shown them.
public final class IssueSample: IssueRendering {
    private let rendering: any IssueRendering
    private let limit: Int
    private let kept = Mutex<[Issue]>([])

    init(_ rendering: any IssueRendering, limit: Int) {
        self.rendering = rendering
        self.limit = limit
    }

    /// The first issues, in the order of the rows.
    public var first: [Issue] { kept.withLock { $0 } }

    /// Renders the violations of one batch, in row order.
    public func render(_ batch: CheckedBatch, limit wanted: Int, to take: (Issue) throws -> Void) rethrows {
        let missing = kept.withLock { limit - $0.count }
        var count = 0
        try rendering.render(batch, limit: max(wanted, missing)) { issue in
            if count < missing { kept.withLock { $0.append(issue) } }
            count += 1
            if count <= wanted { try take(issue) }
        }
    }
}
