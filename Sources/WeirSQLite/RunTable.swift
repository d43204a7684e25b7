import GRDB
import WeirModel
import WeirWrite

/// The table in the target database that says how far each run has come.
///
/// Its row is written in the transaction that adds the rows, so the two never disagree, whatever happens.
enum RunTable {
    static let name = "_weir_runs"

    enum State: String {
        case running
        case completed
        case failed
    }

    static func create(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS "\(name)" (
                    run_id TEXT PRIMARY KEY NOT NULL,
                    pipeline TEXT NOT NULL,
                    table_name TEXT NOT NULL,
                    state TEXT NOT NULL,
                    commits INTEGER NOT NULL,
                    source TEXT NOT NULL,
                    source_index INTEGER NOT NULL,
                    records INTEGER NOT NULL,
                    byte_offset INTEGER NOT NULL,
                    rows_read INTEGER NOT NULL,
                    rows_accepted INTEGER NOT NULL,
                    rows_rejected INTEGER NOT NULL,
                    rows_skipped INTEGER NOT NULL,
                    rows_committed INTEGER NOT NULL,
                    rejects_bytes INTEGER NOT NULL,
                    issues_bytes INTEGER NOT NULL,
                    started_at TEXT NOT NULL,
                    updated_at TEXT NOT NULL
                )
                """
        )
    }

    /// Writes how far a run has come, in place of what was there before.
    static func record(_ record: CommitRecord, table: String, in db: Database) throws {
        let receipt = record.receipt
        let state: State = receipt.isLast ? .completed : .running
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO "\(name)" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.run.id, record.run.pipeline, table, state.rawValue, receipt.number, record.source,
                receipt.source, receipt.recordsOfSource, receipt.byteOffset, receipt.totals.read,
                receipt.totals.accepted, receipt.totals.rejected, receipt.totals.skipped.total,
                receipt.totals.committed, record.rejectsLength, record.issuesLength,
                ISOText.timestamp(record.run.startedAt), ISOText.timestamp(record.timestamp),
            ]
        )
    }

    /// Marks a run that ended early.
    static func fail(run id: String, in db: Database) throws {
        try db.execute(
            sql: "UPDATE \"\(name)\" SET state = ? WHERE run_id = ?",
            arguments: [State.failed.rawValue, id]
        )
    }
}
