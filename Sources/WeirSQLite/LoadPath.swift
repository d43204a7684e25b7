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

/// How rows come into the table: all ways give the same table.
enum LoadPath: Equatable {
    /// As finished pages that are written straight into the file of a new database.
    case pages(reason: String)
    /// As database images that are made in parallel and copied record by record.
    case transfer(reason: String)
    /// By a prepared statement, row by row, because of something that the copying cannot take.
    case statement(reason: String)

    /// The way and why it is taken, for people.
    var method: LoadMethod {
        switch self {
        case .pages(let reason): LoadMethod(name: "database pages", reason: reason)
        case .transfer(let reason): LoadMethod(name: "page images", reason: reason)
        case .statement(let reason): LoadMethod(name: "prepared statement", reason: reason)
        }
    }

    private static let newDatabase = LoadPath.pages(reason: "the database is new")
    private static let newTable = LoadPath.transfer(reason: "the table is new")

    /// Looks at the target and decides.
    ///
    /// - Parameter columns: the columns, if they are known ahead.
    static func choose(_ settings: SQLiteSettings, columns: [WeirModel.ColumnInfo]?) -> LoadPath {
        if settings.mode == .upsert {
            return .statement(reason: "mode: upsert changes rows that are there")
        }
        var status = stat()
        guard stat(settings.path, &status) == 0, status.st_size > 0 else { return newDatabase }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        // What is wrong with the database is said when it is opened for writing.
        guard let queue = try? DatabaseQueue(path: settings.path, configuration: configuration) else {
            return newTable
        }
        defer { try? queue.close() }
        return (try? queue.read { try choose(settings, columns: columns, in: $0) }) ?? newTable
    }

    private static func choose(
        _ settings: SQLiteSettings,
        columns: [WeirModel.ColumnInfo]?,
        in db: Database
    ) throws -> LoadPath {
        if try String.fetchOne(db, sql: "PRAGMA encoding") != "UTF-8" {
            return .statement(reason: "the database is not in UTF-8")
        }
        guard try db.tableExists(settings.table) else { return newTable }
        guard settings.mode == .append else { return .transfer(reason: "the table is made anew") }
        guard let columns else { return .statement(reason: "the table exists and the columns show only in the data") }
        let existing = try db.columns(in: settings.table).map { Identifier.folded($0.name) }
        if existing != columns.map({ Identifier.folded($0.name) }) {
            return .statement(reason: "the table has other columns, or in another order")
        }
        if try !db.indexes(on: settings.table).isEmpty {
            return .statement(reason: "the table has an index")
        }
        if try db.primaryKey(settings.table).rowIDColumn != nil {
            return .statement(reason: "the table has an integer primary key")
        }
        let triggers = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE"
        if try Int.fetchOne(db, sql: triggers, arguments: [settings.table]) != 0 {
            return .statement(reason: "the table has a trigger")
        }
        if try !db.foreignKeys(on: settings.table).isEmpty {
            return .statement(reason: "the table has a foreign key")
        }
        return .transfer(reason: "the table has no index, trigger or key")
    }
}
