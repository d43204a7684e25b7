import GRDB
import GRDBSQLite
import WeirModel
import WeirWrite

/// A small database in memory with the same tables as the one that is written, but without its rows.
///
/// SQLite itself makes in it what is not worth making by hand: the schema and the record of the run. Its first pages are
/// copied into the database at each commit.
final class TableTemplate {
    /// The page where the table begins, if there is a table.
    let root: UInt32?
    /// How many pages the database has without rows.
    let pageCount: Int
    private let database: DatabaseQueue
    private let table: String
    private let staged: StagedTable?

    /// Makes the tables.
    ///
    /// - Parameters:
    ///   - definition: the table; without columns there is none.
    ///   - staged: what it is called until the last commit, if that is another name.
    init(_ definition: TableDefinition, staged: StagedTable?) throws {
        self.staged = definition.columns.isEmpty ? nil : staged
        let first = definition.named(staged?.name ?? definition.table)
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA page_size = \(LeafFormat.pageSize)")
        }
        database = try DatabaseQueue(configuration: configuration)
        table = definition.table
        (root, pageCount) = try database.write { db in
            try RunTable.create(in: db)
            guard !definition.columns.isEmpty else { return (nil, try Self.pageCount(db)) }
            try db.execute(sql: first.createSQL)
            let root = try UInt32.fetchOne(
                db, sql: "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?",
                arguments: [first.table])
            return (root, try Self.pageCount(db))
        }
    }

    /// The pages of the database but for the table's root, with how far the run has come; `nil` if the record of the run
    /// needs more of them than before.
    func pages(_ record: RunRecord) throws -> [UInt32: [UInt8]]? {
        try database.write { db in
            if record.state == .completed { try staged?.takePlace(hasColumns: true, in: db) }
            try RunTable.record(record, table: table, in: db)
        }
        return try database.read { db in
            guard try Self.pageCount(db) == pageCount else { return nil }
            var size: sqlite3_int64 = 0
            guard let image = sqlite3_serialize(db.sqliteConnection, "main", &size, 0) else {
                throw DatabaseError(resultCode: .SQLITE_NOMEM)
            }
            defer { sqlite3_free(image) }
            let pageSize = LeafFormat.pageSize
            precondition(Int(size) == pageCount * pageSize, "the image has other pages than the database")
            var pages: [UInt32: [UInt8]] = [:]
            for index in 0..<pageCount {
                let bytes = UnsafeBufferPointer(start: image + index * pageSize, count: pageSize)
                pages[UInt32(truncatingIfNeeded: index) + 1] = Array(bytes)
            }
            if let root { pages[root] = nil }
            return pages
        }
    }

    private static func pageCount(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    }
}
