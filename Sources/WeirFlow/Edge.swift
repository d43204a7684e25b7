internal import Synchronization

/// A channel between two tasks, bounded in bytes.
///
/// - Backpressure: a sender waits while the queued weight and its own exceed the limit; an item heavier than the limit
///   passes alone.
/// - Ends: `finish()` lets the receiver take what is queued and then `nil`. A failure, or a sender that is dropped,
///   *throws* at the receiver at once and drops what is queued: the run is lost, and nothing is gained by working
///   through what stands before the error. Neither cancellation nor a lost sender ever looks like the end.
/// - Cancellation: throws `CancellationError` on the side that was cancelled.
final class Edge<Element: Weighted & Sendable>: Sendable {
    private typealias SendContinuation = CheckedContinuation<Void, any Error>
    private typealias ReceiveContinuation = CheckedContinuation<Element?, any Error>

    private let state: Mutex<ChannelState<Element, SendContinuation, ReceiveContinuation>>
    private let nextID = Atomic<Int>(0)
    private let clock: FlowClock

    init(limit: Int, clock: FlowClock = .monotonic) {
        state = Mutex(ChannelState(limit: limit))
        self.clock = clock
    }

    /// What has passed so far.
    var counters: EdgeCounters { state.withLock { $0.counters } }

    /// Sends an item, waiting for room.
    func send(_ element: Element) async throws {
        try Task.checkCancellation()
        switch state.withLock({ $0.send(element) }) {
        case .accepted: return
        case .deliver(let element, let receiver): receiver.resume(returning: element)
        case .refused(let error): throw error
        case .wait: try await waitToSend(element)
        }
    }

    /// Receives an item, waiting for one; `nil`: there are no more.
    func receive() async throws -> Element? {
        try Task.checkCancellation()
        switch state.withLock({ $0.receive() }) {
        case .element(let element, let sender):
            sender?.resume()
            return element
        case .end: return nil
        case .failed(let error): throw error
        case .wait: return try await waitToReceive()
        }
    }

    /// Says that there are no more items.
    func finish() { wake(state.withLock { $0.finish() }, error: nil) }

    /// Ends the channel for both sides.
    func fail(_ error: any Error) { wake(state.withLock { $0.fail(error) }, error: error) }

    /// Says that the sender is gone; after `finish()` or `fail(_:)` this does nothing.
    func abandon() { wake(state.withLock { $0.abandon() }, error: FlowError.abandoned) }

    private func waitToSend(_ element: Element) async throws {
        let start = clock.now()
        defer {
            let waited = clock.now() &- start
            state.withLock { $0.addBlocked(onFull: waited) }
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: SendContinuation) in
                // A cancellation before this point has found nobody to wake.
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                switch state.withLock({ $0.send(element, waiter: continuation) }) {
                case .wait:
                    if Task.isCancelled { cancelSend() }
                case .accepted: continuation.resume()
                case .deliver(let element, let receiver):
                    receiver.resume(returning: element)
                    continuation.resume()
                case .refused(let error): continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            cancelSend()
        }
    }

    private func waitToReceive() async throws -> Element? {
        let id = nextID.add(1, ordering: .relaxed).newValue
        let start = clock.now()
        defer {
            let waited = clock.now() &- start
            state.withLock { $0.addBlocked(onEmpty: waited) }
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: ReceiveContinuation) in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                switch state.withLock({ $0.receive(id: id, waiter: continuation) }) {
                case .wait:
                    if Task.isCancelled { cancelReceive(id) }
                case .element(let element, let sender):
                    sender?.resume()
                    continuation.resume(returning: element)
                case .end: continuation.resume(returning: nil)
                case .failed(let error): continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            cancelReceive(id)
        }
    }

    private func cancelSend() {
        state.withLock { $0.cancelSend() }?.resume(throwing: CancellationError())
    }

    private func cancelReceive(_ id: Int) {
        state.withLock { $0.cancelReceive(id: id) }?.resume(throwing: CancellationError())
    }

    private func wake(
        _ wakeups: ChannelState<Element, SendContinuation, ReceiveContinuation>.Wakeups,
        error: (any Error)?
    ) {
        for receiver in wakeups.receivers {
            if let error { receiver.resume(throwing: error) } else { receiver.resume(returning: nil) }
        }
        for sender in wakeups.senders { sender.resume(throwing: error ?? FlowError.receiverGone) }
    }
}
