public import WeirModel

/// What a run did with its rows: what the report shows.
public struct RunSummary: Sendable, Hashable {
    /// What was done with the rows of one source.
    public struct Source: Sendable, Hashable {
        /// The source's name.
        public var name: String
        /// The sheet that was read, of a workbook.
        public var sheet: String?
        /// The file that was read, of an archive.
        public var entry: String?
        /// Its rows.
        public var counts: RowCounts
        /// How many issues its rows have.
        public var issues = 0

        /// Makes the account of a source.
        public init(name: String, counts: RowCounts = RowCounts()) {
            self.name = name
            self.counts = counts
        }
    }

    /// The rows of all sources.
    public var totals = RowCounts()
    /// The rows of each source, in order.
    public var sources: [Source] = []
    /// What was found wrong, by kind.
    public var violations = ViolationTotals()
    /// What is strange about the headers and was taken all the same, up to a limit.
    public private(set) var headerWarnings: [HeaderIssue] = []
    /// How many there are.
    public private(set) var headerWarningCount = 0
    /// The commits so far.
    public var commits = 0
    /// The rejects files that were made.
    public var rejectsFiles: [String] = []
    /// The records in them.
    public var rejectsWritten = 0
    /// The rejected records that are not in them, because of the limit.
    public var rejectsOmitted = 0
    /// The issues file, if one was made.
    public var issuesFile: String?
    /// The lines in it.
    public var issuesWritten = 0
    /// The violations that are not in it, because of the limit.
    public var issuesOmitted = 0
    /// Whether the run was asked to stop and has left rows unread.
    public var wasStopped = false
    /// The limit of the error budget that ended the run, if one did: `count`, `ratio` or `window`.
    public var exceededLimit: String?
    /// What a person should know about the target.
    public var notes: [String] = []

    /// Nothing done yet.
    public init() {}

    /// The most header warnings that are kept: there may be thousands of sources.
    static let headerWarningLimit = 100

    /// Adds what is strange about a header.
    mutating func add(_ warnings: [HeaderIssue]) {
        headerWarningCount += warnings.count
        headerWarnings += warnings.prefix(max(Self.headerWarningLimit - headerWarnings.count, 0))
    }

    /// Whether the rejects or issues files leave something out; the counts here never do.
    public var isPartial: Bool { rejectsOmitted > 0 || issuesOmitted > 0 }
}
