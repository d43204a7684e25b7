import Synchronization

/// Counts how many things have come into being and how many are gone.
final class LifeCounter: Sendable {
    private let counts = Mutex((born: 0, died: 0))

    var born: Int { counts.withLock { $0.born } }
    var died: Int { counts.withLock { $0.died } }

    fileprivate func countBirth() { counts.withLock { $0.born += 1 } }
    fileprivate func countDeath() { counts.withLock { $0.died += 1 } }
}

/// A part of a stage or an item that tells when it is gone.
final class Life: Sendable {
    private let counter: LifeCounter

    init(_ counter: LifeCounter) {
        self.counter = counter
        counter.countBirth()
    }

    deinit { counter.countDeath() }
}
