/// How an input is looked at, and how bold the guess may be.
public struct InferSettings: Sendable, Hashable {
    /// How much of the input is looked at, in bytes; the memory that is needed is a small multiple of it.
    public var sampleBytes = 8 << 20
    /// The share of sampled values that may fail the type of their column; such rows will be rejected.
    public var tolerance = 0.0
    /// Whether bounds and lists of values go into the schema; they may refuse rows that were not in the sample.
    public var addsConstraints = false

    /// A sample of 8 MiB, and no guess that a sampled value contradicts.
    public init() {}
}
