internal import GRDB
public import WeirModel
public import WeirWrite

/// Loads the accepted rows into a table of a SQLite database.
///
/// A value is stored as the type of its field says (see `TableDefinition`), a missing one as NULL. NaN, which SQLite does
/// not have, is stored as NULL too. How far a run has come is stored in the table `_weir_runs` of the same database, in
/// the same transaction as the rows.
public struct SQLiteSink: TableSink {
    private let settings: SQLiteSettings
    private let pool: BufferPool
    /// The way for the rows, where a test wants a certain one.
    var path: LoadPath?
    /// Puts something around the calls to a file that is written page by page, for tests of failures.
    var wrap: @Sendable (any PageFile) -> any PageFile = { $0 }
    /// The column that says by which run a row came, if there is one.
    private let runColumn: String?
    private let choice = LoadChoice()
    private let hold = TargetHold()
    /// The rows from which on an image is worth it.
    var leastRowsOfImage = ImageEncoder.leastRows
    private let prepare: @Sendable (Database) throws -> Void

    /// Makes a sink of settings without problems.
    ///
    /// - Parameter runColumn: the column that says by which run a row came, if there is one: such rows can be removed.
    public init(_ settings: SQLiteSettings, pool: BufferPool = BufferPool(), runColumn: String? = nil) {
        self.init(settings, pool: pool, runColumn: runColumn) { _ in }
    }

    /// Makes a sink whose connection is prepared in a special way, such as with a limit on the size of the database.
    init(
        _ settings: SQLiteSettings,
        pool: BufferPool = BufferPool(),
        runColumn: String? = nil,
        prepare: @escaping @Sendable (Database) throws -> Void
    ) {
        self.settings = settings
        self.pool = pool
        self.runColumn = runColumn
        self.prepare = prepare
    }

    /// The database and the table.
    public var destination: String { "\(settings.path), table \(settings.table)" }

    /// The database: it is not replaced, but it cannot be an input either.
    public var replacedFile: String? { settings.path }

    /// Page images or a prepared statement; the target is looked at, and not changed.
    public func loadMethod(columns: TableColumns) -> LoadMethod? {
        LoadPath.choose(settings, columns: columns.known).method
    }

    /// Makes the half that runs in parallel: finished pages, or nothing where the table cannot take them.
    public func makeEncoder(columns: TableColumns) -> any BatchEncoder {
        switch path ?? choice.path(settings, columns: columns.known) {
        case .pages: LeafRunEncoder(columns: columns, pool: pool)
        case .transfer: ImageEncoder(columns: columns, pool: pool, leastRows: leastRowsOfImage)
        case .statement: ColumnsEncoder()
        }
    }

    /// The runs into the table.
    public func earlierRuns() throws -> [RunRecord] {
        try RunLock.check(target: settings.path)
        // The lock goes last: with one left behind, the process has ended before it could tell what it had done.
        let left = RunLock.left(target: settings.path)
        return try SQLiteRuns(path: settings.path).records(table: settings.table).map { record in
            var record = record
            record.isUntold = record.run.id == left
            return record
        }
    }

    /// Lets go of the database.
    public func release() { hold.release() }

    /// Removes the lock of a process that was killed.
    public func settle(_ record: RunRecord) { _ = try? RunLock(target: settings.path, run: record.run) }

    /// Takes the lock and opens the database.
    ///
    /// - Throws: `write.locked` if another run writes the database, `write.busy` if one has since this one was prepared.
    public func makeWriter(_ start: RunStart) throws -> any TableWriter {
        try hold.take(settings.path, run: start.run)
        let known = try SQLiteRuns(path: settings.path).records(table: settings.table)
        guard start.memory == nil || start.memory == TargetMemory(known) else {
            throw WeirError(
                .writeBusy, "another run has written to \(destination) just now",
                hint: "run again, to see what is there")
        }
        guard case .pages = path ?? choice.path(settings, columns: nil), start.replaced == nil else {
            return try SQLiteWriter(settings, start: start, runColumn: runColumn, prepare: prepare)
        }
        return try PageWriter(settings, start: start, wrap: wrap)
    }
}
