import GRDB
import WeirModel
import WeirWrite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Appends batches to a table over one connection, in transactions that also record how far the run has come.
final class SQLiteWriter: TableWriter {
    /// The page size of a new database, in bytes: a load into large pages is faster, and a small table stays small.
    private static let pageSize = 32 << 10
    /// The page cache, in KiB; a load writes pages once and needs few of them again.
    private static let cacheSize = 8 << 10
    /// How long another connection may hold the database, in seconds.
    private static let patience = 5.0

    private let settings: SQLiteSettings
    private let database: DatabaseQueue
    private let wasMissing: Bool
    private var inserter: RowInserter?
    private var transfer: ImageTransfer?
    private var isInTransaction = false
    private var lastRun: String?
    private var isClosed = false
    private let changes = ChangeCount()
    private var committedRows = 0
    private(set) var notes: [String] = []

    /// Opens the database, made if it is missing.
    init(_ settings: SQLiteSettings, prepare: @escaping @Sendable (Database) throws -> Void) throws {
        self.settings = settings
        wasMissing = access(settings.path, F_OK) != 0
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.label = "weir.sqlite"
        // A transaction spans many batches, each of them one access to the connection.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in
            // The page size counts for a new database only. The journal mode stays what it is: appended pages need no
            // entry in a rollback journal, so the default writes the data once, and it leaves no file behind.
            try db.execute(
                sql: """
                    PRAGMA page_size = \(Self.pageSize);
                    PRAGMA cache_size = -\(Self.cacheSize);
                    PRAGMA synchronous = NORMAL;
                    PRAGMA mmap_size = 0;
                    """
            )
            try prepare(db)
        }
        database = try WeirError.mapping(path: settings.path) {
            try DatabaseQueue(path: settings.path, configuration: configuration)
        }
    }

    var isAtomic: Bool { settings.mode == .replace }

    func open(columns: [WeirModel.ColumnInfo]) throws {
        let definition = try TableDefinition(table: settings.table, columns: columns, key: settings.key)
        try withDatabase { db in
            try begin(db)
            try RunTable.create(in: db)
            guard try !db.viewExists(settings.table) else {
                throw WeirError(.writeTableMismatch, "\(settings.table) in \(settings.path) is a view")
            }
            let exists = try db.tableExists(settings.table)
            switch settings.mode {
            case .replace where exists && columns.isEmpty:
                // An input without even a header replaces the rows by none.
                try db.execute(sql: "DELETE FROM \(Identifier.quoted(settings.table))")
            case .replace where exists:
                try db.execute(sql: "DROP TABLE \(Identifier.quoted(settings.table))")
                try db.execute(sql: definition.createSQL)
            case .append where exists, .upsert where exists:
                notes = try definition.notesOnAppending(to: db, path: settings.path)
                try definition.checkKey(in: db, path: settings.path)
            case .append, .replace, .upsert:
                if !columns.isEmpty { try db.execute(sql: definition.createSQL) }
            }
            if !columns.isEmpty { inserter = try RowInserter(definition, changes: changes, in: db) }
        }
    }

    func append(_ batch: EncodedBatch) throws {
        try withDatabase { db in
            try begin(db)
            if case .bytes(let image) = batch.payload, let transfer, try transferred(image, by: transfer, in: db) {
                return
            }
            try batch.checked.withView { try inserter?.insert($0) }
        }
    }

    func commit(_ record: CommitRecord) throws {
        try withDatabase { db in
            try begin(db)
            try RunTable.record(record, table: settings.table, in: db)
            try db.commit()
            isInTransaction = false
            try transfer?.detach(from: db)
            transfer = nil
            lastRun = record.run.id
            committedRows = record.receipt.totals.committed
        }
    }

    func finish() throws {
        inserter = nil
        if settings.mode == .upsert, committedRows > 0 {
            let changed = changes.value
            notes.append("mode upsert: \(committedRows - changed) rows added, \(changed) changed")
        }
        isClosed = true
        try WeirError.mapping(path: settings.path) { try database.close() }
    }

    func abort() {
        guard !isClosed else { return }
        isClosed = true
        inserter = nil
        // The run has failed already; what cannot be undone here SQLite undoes when the database is opened next.
        try? database.writeWithoutTransaction { db in
            if isInTransaction { try db.rollback() }
            if let lastRun { try RunTable.fail(run: lastRun, in: db) }
        }
        try? database.close()
        if wasMissing, lastRun == nil { removeEmptyFile() }
    }

    private func withDatabase(_ body: (Database) throws -> Void) throws {
        try WeirError.mapping(path: settings.path) { try database.writeWithoutTransaction(body) }
    }

    /// Copies an image; a table that refuses one of its rows gets them one by one, to tell which.
    private func transferred(_ image: Bytes, by transfer: ImageTransfer, in db: Database) throws -> Bool {
        do {
            try transfer.insert(image, in: db)
            return true
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR: return false
            default: throw error
            }
        }
    }

    private func begin(_ db: Database) throws {
        guard !isInTransaction else { return }
        try db.beginTransaction(.immediate)
        isInTransaction = true
        // An immediate transaction would ask to write to what is attached already.
        transfer = try ImageTransfer(into: settings.table, of: db)
    }

    /// Removes a database that this run made and stored nothing in.
    private func removeEmptyFile() {
        var status = stat()
        if stat(settings.path, &status) == 0, status.st_size == 0 { unlink(settings.path) }
    }
}
