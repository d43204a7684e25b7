import GRDB
import WeirModel
import WeirWrite

/// Removes what a run has stored.
struct RunUndo {
    /// The column that says by which run a row came, if there is one.
    let runColumn: String?

    /// Removes the rows of a run, or the table that it was collecting rows in, and notes that.
    ///
    /// - Parameters:
    ///   - table: the table that the run has written.
    ///   - path: the database, for messages.
    /// - Returns: the number of rows removed.
    /// - Throws: `write.cannotUndo` if the rows of the run cannot be told from others.
    @discardableResult
    func remove(_ record: RunRecord, table: String, path: String, in db: Database) throws -> Int {
        var removed = 0
        if record.counts.committed > 0 {
            removed = try removeRows(of: record, table: table, path: path, in: db)
        } else if record.batches > 0 {
            try StagedTable(table).drop(in: db)
        }
        try RunTable.end(record, .undone, emptied: true, in: db)
        return removed
    }

    private func removeRows(of record: RunRecord, table: String, path: String, in db: Database) throws -> Int {
        guard try db.tableExists(table) else { return 0 }
        guard let runColumn, try db.columns(in: table).contains(where: { $0.name == runColumn }) else {
            throw WeirError.cannotUndo(record, table: table, in: path)
        }
        try db.execute(
            sql: "DELETE FROM \(Identifier.quoted(table)) WHERE \(Identifier.quoted(runColumn)) = ?",
            arguments: [record.run.id])
        return db.changesCount
    }
}
