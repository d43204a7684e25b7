public import WeirModel

/// A place that events go to: the port that a file or a web hook implements.
public protocol EmitTarget: Sendable {
    /// Where the events go, for people.
    var destination: String { get }

    /// Delivers one event, for good when it returns.
    func deliver(_ event: Event) throws
}
