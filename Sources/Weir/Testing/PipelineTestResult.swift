/// What came of one test.
public struct PipelineTestResult: Sendable, Hashable {
    /// One thing that is not as expected.
    public struct Difference: Sendable, Hashable {
        /// What is different, in one line: `rejected: expected 1, found 2`.
        public let message: String
        /// The particulars, a line each.
        public let details: [String]

        /// Makes a difference.
        public init(_ message: String, details: [String] = []) {
            self.message = message
            self.details = details
        }
    }

    /// What the test shows.
    public let name: String
    /// The file that it is in.
    public let file: String
    /// The line on which it starts.
    public let line: Int
    /// What is not as expected; nothing if the test passed.
    public let differences: [Difference]
    /// How long it took, in seconds.
    public let seconds: Double

    /// Makes a result.
    public init(name: String, file: String, line: Int, differences: [Difference], seconds: Double) {
        self.name = name
        self.file = file
        self.line = line
        self.differences = differences
        self.seconds = seconds
    }

    /// Whether all is as expected.
    public var hasPassed: Bool { differences.isEmpty }
}
