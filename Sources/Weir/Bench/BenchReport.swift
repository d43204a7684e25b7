/// What a bench measured: for a person to read, and as JSON for a program.
public struct BenchReport: Sendable {
    /// What was read.
    public struct Input: Sendable, Hashable {
        /// The names of the inputs.
        public var names: [String]
        /// The data records of a whole run.
        public var rows: Int
        /// Their text behind decode, in bytes.
        public var textBytes: Int
        /// What was read of the files for it, in bytes as stored.
        public var storedBytes: Int
        /// Whether that is all of the input.
        public var isWhole: Bool
    }

    /// One stage alone, on one core, fed with what the stage before it made of the sample.
    public struct Stage: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// The rows of one pass over the sample.
        public var rows: Int
        /// Their text behind decode, in bytes: the same measure for all stages, so that they can be compared.
        public var textBytes: Int
        /// The time of one pass, in seconds.
        public var seconds: Spread
        /// How much of the time of the best whole run the stage was busy, 1 for a stage that never waited; `nil` for
        /// encode, which runs together with validate.
        public var busyShare: Double?

        /// Text per second, in bytes.
        public var bytesPerSecond: Double { Double(textBytes) / max(seconds.median, 1e-9) }
        /// Rows per second.
        public var rowsPerSecond: Double { Double(rows) / max(seconds.median, 1e-9) }
    }

    /// The whole pipeline with one choice of settings.
    public struct Whole: Sendable, Hashable {
        /// How many bytes of records make a batch.
        public var batchBytes: Int
        /// How many batches are checked at once.
        public var workers: Int
        /// The time of a run, in seconds.
        public var seconds: Spread
        /// How many cores a run kept busy.
        public var coresUsed: Double
        /// The most memory that the process had resident during a run, in bytes.
        public var peakMemory: Int
        /// How much of the time each stage was busy in the run in the middle, by name.
        public var busyShares: [String: Double]
        /// The stage that waited least.
        public var bottleneck: String
        /// The settings for the command line.
        public var overrides: [String]
    }

    /// The pipeline's name.
    public var pipeline: String
    /// What was read.
    public var input: Input
    /// What was written to, for people.
    public var target: String
    /// The implementation of the structural scan.
    public var kernel: String
    /// How many cores the process may use.
    public var cores: Int
    /// How often each thing was measured.
    public var runs: Int
    /// Each stage alone, in order.
    public var stages: [Stage]
    /// The whole pipeline with each choice of settings, the fastest first.
    public var wholes: [Whole]
    /// What a person should know about these figures.
    public var notes: [String]

    /// The fastest choice of settings.
    public var best: Whole? { wholes.first }

    /// Text per second of a whole run, in bytes.
    public func bytesPerSecond(_ whole: Whole) -> Double { Double(input.textBytes) / max(whole.seconds.median, 1e-9) }

    /// Rows per second of a whole run.
    public func rowsPerSecond(_ whole: Whole) -> Double { Double(input.rows) / max(whole.seconds.median, 1e-9) }

    /// Whether the figures tell a choice of settings from the best one: whether their spreads do not meet.
    public func isSlowerThanBest(_ whole: Whole) -> Bool {
        best.map { whole.seconds.minimum > $0.seconds.maximum } ?? false
    }
}
