public import WeirModel

/// Events that a target took and could not deliver after all.
public struct LostEvents: Sendable {
    /// How many.
    public var count: Int
    /// Why the first of them was lost.
    public var reason: WeirError?

    /// Makes an account; of nothing, if nothing is said.
    public init(count: Int = 0, reason: WeirError? = nil) {
        self.count = count
        self.reason = reason
    }
}
