internal import Synchronization

/// The errors of a flow's tasks, and which of them is the cause.
///
/// When one stage fails the others end with errors too: cancelled, or without a neighbour. Those may come out of the
/// task group first, so each stage notes its own error before it lets go of its edges, and the first one that is not a
/// consequence is the cause. What a task throws once the flow is being cancelled is a consequence, whatever it is: a
/// read that was interrupted is no failure of the disk.
final class FlowFailures: Sendable {
    private struct Found {
        var own: (any Error)?
        var cancellation: (any Error)?
    }

    private let found = Mutex(Found())

    /// Notes the error of a stage that unwinds; its task has been cancelled already, or not.
    func note(_ error: any Error, isCancelled: Bool) {
        if let flowError = error as? FlowError, flowError.isConsequence { return }
        let isConsequence = isCancelled || error is CancellationError
        found.withLock { found in
            if isConsequence {
                if found.cancellation == nil { found.cancellation = error }
            } else if found.own == nil {
                found.own = error
            }
        }
    }

    /// What to tell the caller: the first own error, else that the flow was cancelled, else what there is.
    func cause(isCancelled: Bool) -> (any Error)? {
        found.withLock { $0.own ?? (isCancelled ? CancellationError() : $0.cancellation) }
    }
}
