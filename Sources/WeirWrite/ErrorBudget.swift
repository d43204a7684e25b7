/// How many rows may be rejected before the run is given up.
public struct ErrorBudget: Sendable, Hashable {
    /// The most rejected rows.
    public var count: Int?
    /// The largest part of the data records that may be rejected, from 0 to 1.
    public var ratio: Double?
    /// The records that must have been seen before the ratio is looked at; the end of the input is enough too.
    public var minimumSample: Int
    /// A limit for the newest rows.
    public var window: Window?

    /// A limit for the newest rows.
    public struct Window: Sendable, Hashable {
        /// How many rows are looked at.
        public var rows: Int
        /// The most rejected rows among them.
        public var count: Int

        /// Makes a limit.
        public init(rows: Int, count: Int) {
            self.rows = rows
            self.count = count
        }
    }

    /// Makes a budget; one without a limit is never exceeded.
    public init(count: Int? = nil, ratio: Double? = nil, minimumSample: Int = 1000, window: Window? = nil) {
        self.count = count
        self.ratio = ratio
        self.minimumSample = minimumSample
        self.window = window
    }
}
