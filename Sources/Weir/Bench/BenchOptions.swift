/// What a bench measures.
public struct BenchOptions: Sendable {
    /// The sizes of a batch to try, in bytes; empty for the one of the pipeline.
    public var batchBytes: [Int] = []
    /// The numbers of workers to try; empty for the one of the pipeline.
    public var workers: [Int] = []
    /// How often each thing is measured; the median counts.
    public var runs = 5
    /// How long a measurement of a stage alone takes at least, in seconds; a small sample is passed as often as it takes.
    public var leastSeconds = 0.1
    /// How much text of the input is read by a whole run, in bytes, rounded up to a batch; `nil` is all of it.
    public var limit: Int? = 256 << 20
    /// How much text is kept in memory for the stages alone, in bytes.
    public var sampleBytes = 16 << 20
    /// Inputs in place of those of the pipeline.
    public var input: [String] = []
    /// The implementation of the structural scan, by name; the fastest if it is left out.
    public var kernel: String?

    /// Five runs of the pipeline as it is, over at most 256 MiB of text.
    public init() {}
}
