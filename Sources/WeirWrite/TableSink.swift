public import WeirModel

/// A place that tables can be written to: the port that a database or a file format implements.
///
/// A sink has two halves. What must be done for each row is the encoder's work and runs in parallel behind validate;
/// what must be done in order is the writer's work and should be as little as possible.
public protocol TableSink: Sendable {
    /// Where the rows go, for people: a path, a table.
    var destination: String { get }

    /// The file that a run replaces, if it replaces one; the run is refused when it is one of its inputs.
    var replacedFile: String? { get }

    /// Whether it reads the columns of the batches: one that only counts rows need not be given any.
    var readsColumns: Bool { get }

    /// By which way the rows come into the target, and why; `nil` where there is one way only.
    ///
    /// - Parameter columns: the columns of the table.
    func loadMethod(columns: TableColumns) -> LoadMethod?

    /// Makes the half that runs in parallel.
    ///
    /// - Parameter columns: the columns of the table, which may be known only once there is a batch.
    func makeEncoder(columns: TableColumns) throws -> any BatchEncoder

    /// The runs that the target remembers, the newest first; none where it remembers nothing.
    ///
    /// - Throws: `write.locked` while a run writes the target, and what the target says.
    func earlierRuns() throws -> [RunRecord]

    /// Clears away what the process of a completed run has left that ended before it could do so.
    func settle(_ record: RunRecord)

    /// Lets go of the target, once the end of the run has been told.
    func release()

    /// Makes the half that runs in order; it opens the target, so that a bad one is found before anything is read.
    ///
    /// - Parameter start: which run it is, and whether it goes on from where it was.
    func makeWriter(_ start: RunStart) throws -> any TableWriter
}

extension TableSink {
    /// By default nothing is remembered.
    public func earlierRuns() throws -> [RunRecord] { [] }

    /// By default nothing is held.
    public func release() {}

    /// By default nothing is left.
    public func settle(_ record: RunRecord) {}

    /// By default there is one way only.
    public func loadMethod(columns: TableColumns) -> LoadMethod? { nil }

    /// By default a sink reads the columns.
    public var readsColumns: Bool { true }

    /// By default a sink replaces no file.
    public var replacedFile: String? { nil }
}
