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
    private let start: RunStart
    private let undo: RunUndo
    /// Where the rows go until the end, in mode `replace`.
    private let staged: StagedTable?
    private let database: DatabaseQueue
    private let wasMissing: Bool
    private var inserter: RowInserter?
    private var transfer: ImageTransfer?
    private var isInTransaction = false
    /// Whether the database remembers the run.
    private var isRemembered = false
    private var hasColumns = false
    private var isClosed = false
    private let changes = ChangeCount()
    private var committedRows = 0
    private var changedBefore = 0
    private(set) var notes: [String] = []

    /// Opens the database, made if it is missing.
    ///
    /// - Parameters:
    ///   - start: which run it is, and whether it goes on.
    ///   - runColumn: the column that says by which run a row came, if there is one.
    init(
        _ settings: SQLiteSettings, start: RunStart, runColumn: String?,
        prepare: @escaping @Sendable (Database) throws -> Void
    ) throws {
        self.settings = settings
        self.start = start
        undo = RunUndo(runColumn: runColumn)
        staged = settings.mode == .replace ? StagedTable(settings.table) : nil
        isRemembered = start.isResumed
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

    var isAtomic: Bool { staged != nil }

    /// The table that the rows go to now.
    private var table: String { staged?.name ?? settings.table }

    func open(columns: [WeirModel.ColumnInfo]) throws {
        let target = try TableDefinition(table: settings.table, columns: columns, key: settings.key)
        let definition = target.named(table)
        hasColumns = !columns.isEmpty
        try withDatabase { db in
            try begin(db)
            try RunTable.create(in: db)
            try takePlace(in: db)
            guard try !db.viewExists(settings.table) else {
                throw WeirError(.writeTableMismatch, "\(settings.table) in \(settings.path) is a view")
            }
            if let staged {
                if !start.isResumed { try staged.create(definition, in: db) }
            } else if try db.tableExists(settings.table) {
                notes = try definition.notesOnAppending(to: db, path: settings.path)
                try definition.checkKey(in: db, path: settings.path)
            } else if !columns.isEmpty {
                try db.execute(sql: definition.createSQL)
            }
            if !columns.isEmpty { inserter = try RowInserter(definition, changes: changes, in: db) }
        }
    }

    /// Takes over the run that goes on, and removes what this one takes the place of.
    private func takePlace(in db: Database) throws {
        if start.isResumed {
            changedBefore = try RunTable.changedRows(run: start.run.id, in: db)
            try RunTable.claim(start.record, in: db)
        }
        guard let replaced = start.replaced else { return }
        try undo.remove(replaced, table: settings.table, path: settings.path, in: db)
    }

    func append(_ batch: EncodedBatch) throws -> [RowRefusal] {
        try withDatabase { db in
            try begin(db)
            if case .bytes(let image) = batch.payload, let transfer, try transferred(image, by: transfer, in: db) {
                return
            }
            try batch.checked.withView { try inserter?.insert($0) }
        }
        return []
    }

    func commit(_ record: RunRecord) throws {
        try withDatabase { db in
            try begin(db)
            if record.state == .completed, let staged {
                inserter = nil
                try staged.takePlace(hasColumns: hasColumns, in: db)
            }
            try RunTable.record(
                record, table: settings.table, changedRows: changedBefore + changes.value, in: db)
            try db.commit()
            isInTransaction = false
            try transfer?.detach(from: db)
            transfer = nil
            isRemembered = true
            committedRows = record.counts.committed
        }
    }

    func finish() throws {
        inserter = nil
        if settings.mode == .upsert, committedRows > 0 {
            let changed = changedBefore + changes.value
            notes.append("mode upsert: \(committedRows - changed) rows added, \(changed) changed")
        }
        isClosed = true
        try WeirError.mapping(path: settings.path) { try database.close() }
    }

    func abort(_ state: RunState) {
        guard !isClosed else { return }
        isClosed = true
        inserter = nil
        // The run has failed already; what cannot be undone here SQLite undoes when the database is opened next.
        try? database.writeWithoutTransaction { db in
            if isInTransaction { try db.rollback() }
            guard isRemembered else { return }
            if state == .failed { try staged?.drop(in: db) }
            try RunTable.end(start.record, state, emptied: state == .failed && staged != nil, in: db)
        }
        try? database.close()
        if wasMissing, !isRemembered { removeEmptyFile() }
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
        transfer = try ImageTransfer(into: table, of: db)
    }

    /// Removes a database that this run made and stored nothing in.
    private func removeEmptyFile() {
        var status = stat()
        if stat(settings.path, &status) == 0, status.st_size == 0 { unlink(settings.path) }
    }
}
