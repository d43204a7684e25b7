import Synchronization
public import WeirModel

/// Tells all targets what happened.
///
/// Events speak of what is already stored, so a target that fails does not fail the run: the events that it missed
/// are counted, the first failure of each target is kept for the report, and later events are tried again.
public final class Emitter: Sendable {
    /// How one target fared.
    public struct Delivery: Sendable {
        /// Where the events went, for people.
        public var destination: String
        /// The events that arrived.
        public var delivered = 0
        /// The events that did not.
        public var failed = 0
        /// Why the first of them did not.
        public var firstFailure: WeirError?
    }

    private let targets: [any EmitTarget]
    private let onFirstFailure: @Sendable (WeirError) -> Void
    private let state: Mutex<[Delivery]>

    /// Makes an emitter; one without targets does nothing.
    ///
    /// - Parameter onFirstFailure: called when a target fails for the first time, with what to warn of.
    public init(targets: [any EmitTarget], onFirstFailure: @escaping @Sendable (WeirError) -> Void = { _ in }) {
        self.targets = targets
        self.onFirstFailure = onFirstFailure
        state = Mutex(targets.map { Delivery(destination: $0.destination) })
    }

    /// How each target has fared so far.
    public var deliveries: [Delivery] { state.withLock { $0 } }

    /// Delivers an event to each target, one after the other.
    public func emit(_ event: Event) {
        for (index, target) in targets.enumerated() {
            do {
                try target.deliver(event)
                state.withLock { $0[index].delivered += 1 }
            } catch {
                noteFailure(of: index, error)
            }
        }
    }

    /// Lets the targets deliver what they have kept, for a short time, so that `deliveries` is final.
    ///
    /// - Parameter milliseconds: how long to wait for each target.
    public func finish(within milliseconds: Int = 1000) {
        for (index, target) in targets.enumerated() {
            let lost = target.finish(within: milliseconds)
            guard lost.count > 0 else { continue }
            state.withLock { $0[index].delivered -= lost.count }
            for _ in 0..<lost.count {
                noteFailure(of: index, lost.reason ?? WeirError(.emitFailed, "an event was lost"))
            }
        }
    }

    private func noteFailure(of index: Int, _ error: any Error) {
        let failure = error as? WeirError ?? WeirError(.emitFailed, "cannot deliver an event", cause: error)
        let isFirst = state.withLock { deliveries in
            deliveries[index].failed += 1
            guard deliveries[index].firstFailure == nil else { return false }
            deliveries[index].firstFailure = failure
            return true
        }
        if isFirst { onFirstFailure(failure) }
    }
}
