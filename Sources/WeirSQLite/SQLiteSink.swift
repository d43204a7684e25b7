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
    private let choice = LoadChoice()
    /// The rows from which on an image is worth it.
    var leastRowsOfImage = ImageEncoder.leastRows
    private let prepare: @Sendable (Database) throws -> Void

    /// Makes a sink of settings without problems.
    public init(_ settings: SQLiteSettings, pool: BufferPool = BufferPool()) {
        self.init(settings, pool: pool) { _ in }
    }

    /// Makes a sink whose connection is prepared in a special way, such as with a limit on the size of the database.
    init(
        _ settings: SQLiteSettings,
        pool: BufferPool = BufferPool(),
        prepare: @escaping @Sendable (Database) throws -> Void
    ) {
        self.settings = settings
        self.pool = pool
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

    /// Opens the database.
    public func makeWriter() throws -> any TableWriter {
        guard case .pages = path ?? choice.path(settings, columns: nil) else {
            return try SQLiteWriter(settings, prepare: prepare)
        }
        return try PageWriter(settings, wrap: wrap)
    }
}
