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
    public func issues(of batch: CheckedBatch, limit wanted: Int) -> [Issue] {
        let missing = kept.withLock { limit - $0.count }
        let rendered = rendering.issues(of: batch, limit: max(wanted, missing))
        if missing > 0 { kept.withLock { $0.append(contentsOf: rendered.prefix(missing)) } }
        return Array(rendered.prefix(wanted))
    }
}
