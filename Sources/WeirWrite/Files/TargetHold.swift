import Synchronization
public import WeirModel

/// Holds the lock of a target from when a run opens it until the run's end has been told.
///
/// A lock that is still there names a run whose process has ended before that.
public final class TargetHold: Sendable {
    private let lock = Mutex<RunLock?>(nil)

    /// Holds nothing.
    public init() {}

    /// Takes the lock of a target, which this one holds from here on.
    ///
    /// - Throws: `write.locked` if another run has it.
    public func take(_ target: String, run: RunIdentity) throws(WeirError) {
        let taken = try RunLock(target: target, run: run)
        put(consume taken)
    }

    /// Lets go of it.
    public func release() { lock.withLock { $0 = nil } }

    private func put(_ taken: consuming RunLock) {
        var taken = Optional(taken)
        lock.withLock { $0 = taken.take() }
    }
}
