import GRDB
import WeirModel
import WeirWrite

extension TableDefinition {
    /// Checks that the rows fit into the table that exists.
    ///
    /// - Parameter path: the database, for messages.
    /// - Returns: what a person should know, such as texts that the table's types would turn into numbers.
    func notesOnAppending(to db: Database, path: String) throws -> [String] {
        var declared: [[UInt8]: String] = [:]
        for column in try db.columns(in: table) {
            declared[Identifier.folded(column.name)] = column.type
        }
        let missing = columns.filter { declared[Identifier.folded($0.name)] == nil }
        guard missing.isEmpty else {
            throw WeirError(
                .writeTableMismatch,
                "table \(table) in \(path) has no column \(missing.map { "\"\($0.name)\"" }.joined(separator: ", "))",
                hint: "use mode: replace, another table, or fields that the table has"
            )
        }
        return columns.compactMap { column in
            guard let type = declared[Identifier.folded(column.name)], Self.changes(column.type, storedAs: type) else {
                return nil
            }
            return "column \"\(column.name)\" of table \(table) is declared \(type): "
                + "SQLite turns texts that look like numbers into numbers there, so 007 becomes 7"
        }
    }

    /// Whether the affinity of a declared type may change a value (sqlite.org/datatype3.html, section 3.1).
    private static func changes(_ type: ColumnType, storedAs declared: String) -> Bool {
        guard type.isWritten else { return false }
        let declared = declared.uppercased()
        if declared.contains("INT") { return true }
        if declared.isEmpty { return false }
        return !["CHAR", "CLOB", "TEXT", "BLOB"].contains { declared.contains($0) }
    }
}
