internal import Synchronization

/// A place for one result that is still being worked out; one task fills it, one waits for it.
final class Slot<Output: Sendable>: Sendable, Weighted {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Output, any Error>)
        case filled(Result<Output, any Error>)
        case taken
    }

    private let state = Mutex(State.empty)

    /// What the slot takes of the limit of its queue.
    let weight: Int

    init(weight: Int = 1) { self.weight = weight }

    /// Fills the slot; only the first call counts.
    func fill(_ result: Result<Output, any Error>) {
        let waiter: CheckedContinuation<Output, any Error>? = state.withLock { state in
            switch state {
            case .empty:
                state = .filled(result)
                return nil
            case .waiting(let continuation):
                state = .taken
                return continuation
            case .filled, .taken:
                return nil
            }
        }
        waiter?.resume(with: result)
    }

    /// Waits for the result; cancellation throws.
    func value() async throws -> Output {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Output, any Error>? = state.withLock { state in
                    guard case .filled(let result) = state else {
                        state = .waiting(continuation)
                        return nil
                    }
                    state = .taken
                    return result
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            // If nobody waits yet, the error stays in the slot and is found there.
            fill(.failure(CancellationError()))
        }
    }
}

/// One input on its way to a worker, and the place for its result.
struct Job<Input: Sendable, Output: Sendable>: Sendable, Weighted {
    let input: Input
    let slot: Slot<Output>

    /// Jobs are counted, not weighed: their number is bounded by that of the slots.
    var weight: Int { 1 }
}
