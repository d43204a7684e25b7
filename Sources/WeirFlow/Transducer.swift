/// A middle stage that keeps state between items: any number of inputs become any number of outputs, in order.
///
/// The engine calls `next()` until it returns `nil`, then `push(_:)` once, then `next()` again, and so on. When the
/// input has ended it calls `finish()` once and drains `next()` a last time. One output at a time: a stage whose
/// output is much larger than its input (a decompressor) never has to hold it all.
///
/// A stage that needs nothing from one item to the next should be a `Transform`, which can be fanned out.
public protocol Transducer: ~Copyable, SendableMetatype {
    /// What the stage takes.
    associatedtype Input: Sendable
    /// What the stage produces.
    associatedtype Output: Weighted & Sendable

    /// Takes one item. It is called only after `next()` has returned `nil`.
    mutating func push(_ input: consuming Input) throws

    /// Returns one output, or `nil` when the stage needs more input (after `finish()`: when it is done).
    mutating func next() throws -> Output?

    /// Says that there is no more input; what is still held comes out of `next()`.
    mutating func finish() throws
}
