/// The first stage of a flow: a state machine that produces items until it has no more.
///
/// `next()` may block, so a source usually runs on a thread of its own (`FlowBuilder.read(_:on:_:)`).
public protocol Source: ~Copyable, SendableMetatype {
    /// What the source produces.
    associatedtype Output: Weighted & Sendable

    /// Returns the next item, or `nil` when there are no more. It is not called again after `nil` or an error.
    mutating func next() throws -> Output?
}
