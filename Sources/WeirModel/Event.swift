/// What the outside world is told, after it is true.
public struct Event: Sendable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// A run began.
        case runStarted = "run.started"
        /// A run goes on from where it was left.
        case runResumed = "run.resumed"
        /// A commit is stored for good.
        case batchCommitted = "batch.committed"
        /// A run ended with all rows accounted for.
        case runCompleted = "run.completed"
        /// A run ended early.
        case runFailed = "run.failed"
    }

    /// A value in the data of an event.
    public enum Value: Sendable, Hashable {
        /// A text.
        case string(String)
        /// A whole number.
        case integer(Int)
        /// A number.
        case number(Double)
        /// Yes or no.
        case boolean(Bool)
        /// Named values, in order.
        case object([Member])
        /// Values in order.
        case array([Value])
        /// Nothing.
        case null
    }

    /// A name and its value.
    public struct Member: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: Value

        /// Makes a member.
        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// What happened.
    public var type: Kind
    /// When, in seconds since 1970-01-01T00:00:00Z.
    public var timestamp: Double
    /// The particulars, in order.
    public var data: [Member]

    /// Makes an event.
    public init(type: Kind, timestamp: Double, data: [Member]) {
        self.type = type
        self.timestamp = timestamp
        self.data = data
    }
}
