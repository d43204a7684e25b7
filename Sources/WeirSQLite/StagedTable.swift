import GRDB
import WeirModel
import WeirWrite

/// The table that rows are collected in while another one is still there under the name that it will have.
///
/// It is a table of the same database, so it survives a crash and takes its place in one transaction.
struct StagedTable {
    /// What its name begins with.
    static let prefix = "_weir_staged_"
    /// The table that it will be.
    let target: String
    /// What it is called until then.
    let name: String

    init(_ target: String) {
        self.target = target
        name = Self.prefix + target
    }

    /// Makes it anew; what a run before has left in it goes.
    func create(_ definition: TableDefinition, in db: Database) throws {
        try drop(in: db)
        if !definition.columns.isEmpty { try db.execute(sql: definition.createSQL) }
    }

    /// Removes it.
    func drop(in db: Database) throws {
        try db.execute(sql: "DROP TABLE IF EXISTS \(Identifier.quoted(name))")
    }

    /// Puts it in the place of the target.
    ///
    /// An input without even a header has no columns; it replaces the rows by none.
    func takePlace(hasColumns: Bool, in db: Database) throws {
        guard hasColumns else {
            if try db.tableExists(target) { try db.execute(sql: "DELETE FROM \(Identifier.quoted(target))") }
            return
        }
        try db.execute(sql: "DROP TABLE IF EXISTS \(Identifier.quoted(target))")
        // A view of the old table would be looked at, and not find it.
        try db.execute(sql: "PRAGMA legacy_alter_table = ON")
        defer { try? db.execute(sql: "PRAGMA legacy_alter_table = OFF") }
        try db.execute(sql: "ALTER TABLE \(Identifier.quoted(name)) RENAME TO \(Identifier.quoted(target))")
    }
}
