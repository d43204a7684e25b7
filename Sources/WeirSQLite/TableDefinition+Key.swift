import GRDB
import WeirModel
import WeirWrite

extension TableDefinition {
    /// The columns of the key as SQL.
    var keyList: String { key.map { Identifier.quoted(columns[$0].name) }.joined(separator: ", ") }

    /// Adds one row, or changes the one that has the same key; the parameters are in the order of the columns.
    ///
    /// - Parameter counter: a function of the connection that is called for each row that is changed, and is true.
    func upsertSQL(counter: String) -> String {
        // A table that is all key has nothing to change; setting a column to itself lets SQLite count the row.
        let changed = key.count < columns.count ? columns.indices.filter { !key.contains($0) } : key
        let changes = changed.map { index in
            let name = Identifier.quoted(columns[index].name)
            return "\(name) = excluded.\(name)"
        }
        return insertSQL
            + " ON CONFLICT (\(keyList)) DO UPDATE SET \(changes.joined(separator: ", ")) WHERE \(counter)()"
    }

    /// Checks that the existing table tells rows apart by the key: by its primary key, or by a unique index on exactly
    /// these columns.
    ///
    /// - Parameter path: the database, for messages.
    func checkKey(in db: Database, path: String) throws {
        guard !key.isEmpty else { return }
        let wanted = Set(key.map { Identifier.folded(columns[$0].name) })
        if let rowID = try db.primaryKey(table).rowIDColumn, wanted == [Identifier.folded(rowID)] { return }
        let indexes = try String.fetchAll(
            db, sql: #"SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0"#, arguments: [table])
        for index in indexes {
            // An expression has no name, and so is no column of the key.
            let names = try String?.fetchAll(db, sql: "SELECT name FROM pragma_index_info(?)", arguments: [index])
            if names.count == wanted.count, Set(names.map { Identifier.folded($0 ?? "") }) == wanted { return }
        }
        let index = Identifier.quoted("\(table)_key")
        throw WeirError(
            .writeTableMismatch,
            "table \(table) in \(path) does not tell rows apart by \(keyText): "
                + "it has no unique index on exactly \(key.count == 1 ? "this column" : "these columns")",
            hint: "make one: CREATE UNIQUE INDEX \(index) ON \(Identifier.quoted(table)) (\(keyList)); "
                + "or name the columns of one that it has in write.sqlite.key"
        )
    }

    private var keyText: String { key.map { "\"\(columns[$0].name)\"" }.joined(separator: ", ") }

    /// Where a column of the key is.
    static func place(of name: String, in columns: [WeirModel.ColumnInfo]) throws -> Int {
        let folded = Identifier.folded(name)
        if let place = columns.firstIndex(where: { Identifier.folded($0.name) == folded }) { return place }
        throw WeirError(
            .writeTableMismatch,
            "the rows have no column \"\(name)\", which write.sqlite.key names",
            hint: "the columns are \(columns.map { "\"\($0.name)\"" }.joined(separator: ", "))"
        )
    }
}
