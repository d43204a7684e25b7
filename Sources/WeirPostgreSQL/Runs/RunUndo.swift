import WeirModel
import WeirWrite

/// Removes what a run has stored.
struct RunUndo {
    let settings: PostgreSQLSettings
    /// The column that says by which run a row came, if there is one.
    let runColumn: String?

    /// Removes the rows of a run, or the table that it was collecting rows in, and notes that; within a transaction.
    ///
    /// - Parameter table: the table that the run has written.
    /// - Returns: the number of rows removed.
    /// - Throws: `write.cannotUndo` if the rows of the run cannot be told from others.
    @discardableResult
    func remove(_ record: RunRecord, table: String, on connection: Connection) throws -> Int {
        var settings = settings
        settings.table = table
        var removed = 0
        let staged = StagedTable(settings)
        if record.counts.committed == 0, try staged.exists(on: connection) {
            try staged.drop(on: connection)
        } else if record.counts.committed > 0 || record.hasUncounted {
            removed = try removeRows(of: record, settings, on: connection)
        }
        try RunTable(schema: settings.schema).end(record, .undone, emptied: true, on: connection)
        try forget(record.run.id, on: connection)
        return removed
    }

    /// Forgets what only a run that goes on has to know.
    func forget(_ run: String, on connection: Connection) throws {
        try LaneTable(schema: settings.schema).clear(run: run, on: connection)
        try RefusalTable(schema: settings.schema).clear(run: run, on: connection)
    }

    private func removeRows(
        of record: RunRecord, _ settings: PostgreSQLSettings, on connection: Connection
    ) throws -> Int {
        guard let table = try TargetTable(settings, settings.table, on: connection) else { return 0 }
        guard let runColumn, table.columns.contains(where: { $0.name == runColumn }) else {
            throw WeirError.cannotUndo(
                record, table: settings.tableName, in: Connection.description(ofURL: settings.url))
        }
        return try connection.execute(
            "DELETE FROM \(Identifier.quoted(settings.table, in: settings.schema)) "
                + "WHERE \(Identifier.quoted(runColumn))::text = $1",
            [record.run.id])
    }
}
