public import WeirModel

/// A place that events go to: the port that a file or a web hook implements.
///
/// An event must never hold up the load that it tells of, so a target does not wait for whoever reads it: it keeps what
/// cannot go out at once, within a bound, or loses it.
public protocol EmitTarget: Sendable {
    /// Where the events go, for people.
    var destination: String { get }

    /// Takes one event: delivers it, or keeps it until whoever reads it is ready.
    ///
    /// - Throws: why the event is lost.
    func deliver(_ event: Event) throws

    /// Delivers what was kept, for a short time; what is then left is lost.
    ///
    /// - Parameter milliseconds: how long to wait in all.
    /// - Returns: how many of the events that were taken are lost, and why.
    func finish(within milliseconds: Int) -> LostEvents
}

extension EmitTarget {
    /// A target that keeps nothing loses nothing.
    public func finish(within milliseconds: Int) -> LostEvents { LostEvents() }
}
