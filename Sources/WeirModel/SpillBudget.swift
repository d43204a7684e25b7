internal import Synchronization

/// The room on disk that a run may take for what memory has no room for: one account, whoever draws on it.
public final class SpillBudget: Sendable {
    /// The most bytes that may be taken at once.
    public let byteLimit: Int
    private let taken = Atomic(0)

    /// Makes a budget of which nothing is taken yet.
    public init(byteLimit: Int) { self.byteLimit = max(byteLimit, 0) }

    /// The bytes that are taken.
    public var used: Int { taken.load(ordering: .relaxed) }

    /// Takes so many bytes, unless there are not that many left.
    ///
    /// - Returns: whether they may be used.
    public func take(_ byteCount: Int) -> Bool {
        let (before, after) = taken.add(byteCount, ordering: .relaxed)
        guard after > byteLimit || after < before else { return true }
        giveBack(byteCount)
        return false
    }

    /// Gives back bytes that were taken.
    public func giveBack(_ byteCount: Int) { taken.subtract(byteCount, ordering: .relaxed) }
}
