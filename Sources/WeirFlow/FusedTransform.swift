/// Two transforms as one: the second takes what the first makes, in the same worker, without an edge between them.
///
/// - Emits: what the second makes of what the first makes of an item.
/// - Holds: what both hold, and the item between them.
/// - Completes: with its input.
/// - Fails: as the two do.
public struct FusedTransform<First: Transform, Second: Transform>: Transform where First.Output == Second.Input {
    let first: First
    let second: Second

    /// Applies both.
    public func callAsFunction(_ input: consuming First.Input) throws -> Second.Output {
        try second(first(input))
    }
}
