/// A middle stage that makes one output of each input and keeps nothing between them.
///
/// Because it has no state it may run on several items at once (`FlowBuilder.fanOut`); a stage with state is a
/// `Transducer`, and the compiler refuses to fan that out.
public protocol Transform: Sendable {
    /// What the stage takes.
    associatedtype Input: Sendable
    /// What the stage produces.
    associatedtype Output: Weighted & Sendable

    /// Makes the output of one input. It must depend on nothing else.
    func callAsFunction(_ input: consuming Input) throws -> Output
}
