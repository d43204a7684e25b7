/// The last stage of a flow: it consumes items and produces none.
public protocol Sink: ~Copyable, SendableMetatype {
    /// What the sink takes.
    associatedtype Input: Sendable

    /// Takes one item.
    mutating func consume(_ input: consuming Input) async throws

    /// Says that there is no more input. It is not called when the flow fails; `deinit` is the failure path.
    mutating func finish() async throws
}
