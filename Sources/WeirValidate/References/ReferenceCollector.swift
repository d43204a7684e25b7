public import WeirFlow
public import WeirModel

/// Gathers the keys of a table that others refer to.
///
/// - Emits: nothing; the keys are in the `ReferenceKeys` that it was made with.
/// - Holds: nothing of its own.
/// - Completes: with its input.
/// - Fails: `validate.spillFull`, `validate.spillFailed`.
public struct ReferenceCollector: Sink {
    private let keys: ReferenceKeys
    private let targets: [Int]

    /// Makes a collector.
    ///
    /// - Parameters:
    ///   - keys: where the keys go.
    ///   - targets: whose keys they are: for each key of a batch a place in the targets of the plan.
    public init(_ keys: ReferenceKeys, targets: [Int]) {
        self.keys = keys
        self.targets = targets
    }

    /// Takes in the keys of a batch.
    public mutating func consume(_ input: consuming CheckedBatch) throws { try keys.insert(input, into: targets) }

    /// Ends.
    public mutating func finish() {}
}
