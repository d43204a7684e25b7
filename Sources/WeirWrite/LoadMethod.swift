/// One of several ways in which a sink brings rows into its target, for people.
public struct LoadMethod: Sendable, Hashable {
    /// What is done: it goes with "by".
    public var name: String
    /// Why this way: it goes with "because".
    public var reason: String

    /// Makes a description.
    public init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }
}
