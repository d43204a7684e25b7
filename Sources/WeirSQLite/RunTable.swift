import GRDB
import WeirModel
import WeirWrite

/// The table in the target database that says how far each run has come.
///
/// Its row is written in the transaction that adds the rows, so the two never disagree, whatever happens.
enum RunTable {
    static let name = "_weir_runs"

    /// The columns that a database may lack that an earlier version of the program has written to.
    private static let laterColumns = [
        "settings TEXT NOT NULL DEFAULT ''",
        "input TEXT",
        "replays TEXT",
        "batch_bytes INTEGER NOT NULL DEFAULT 0",
        "batches INTEGER NOT NULL DEFAULT 0",
        "attempt INTEGER NOT NULL DEFAULT 1",
        "rows_changed INTEGER NOT NULL DEFAULT 0",
    ]

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
                    updated_at TEXT NOT NULL,
                    \(laterColumns.joined(separator: ",\n    "))
                )
                """
        )
        let there = Set(try db.columns(in: name).map(\.name))
        for column in laterColumns where !there.contains(String(column.prefix { $0 != " " })) {
            try db.execute(sql: "ALTER TABLE \"\(name)\" ADD COLUMN \(column)")
        }
    }

    /// Takes a run over: whoever worked on it before can store nothing more.
    static func claim(_ record: RunRecord, in db: Database) throws {
        try db.execute(
            sql: "UPDATE \"\(name)\" SET attempt = ?, state = ? WHERE run_id = ? AND attempt = ?",
            arguments: [record.attempt, RunState.running.rawValue, record.run.id, record.attempt - 1])
        try checkChange(record, in: db)
    }

    /// Writes how far a run has come.
    ///
    /// - Parameter changedRows: how many rows of the table it has changed instead of adding one.
    static func record(_ record: RunRecord, table: String, changedRows: Int = 0, in db: Database) throws {
        let isFirst = record.commits == 1
        let values: [(any DatabaseValueConvertible)?] = [
            record.run.pipeline, table, record.state.rawValue, record.commits, record.source, record.sourceIndex,
            record.records, record.byteOffset, record.counts.read, record.counts.accepted, record.counts.rejected,
            record.counts.skipped, record.counts.committed, record.rejectsLength, record.issuesLength,
            ISOText.timestamp(record.run.startedAt), ISOText.timestamp(record.updatedAt), record.signature.settings,
            record.signature.input, record.replays, record.batchBytes, record.batches, record.attempt, changedRows,
            record.run.id,
        ]
        let columns = [
            "pipeline", "table_name", "state", "commits", "source", "source_index", "records", "byte_offset",
            "rows_read", "rows_accepted", "rows_rejected", "rows_skipped", "rows_committed", "rejects_bytes",
            "issues_bytes", "started_at", "updated_at", "settings", "input", "replays", "batch_bytes", "batches",
            "attempt", "rows_changed", "run_id",
        ]
        if isFirst {
            let marks = columns.map { _ in "?" }.joined(separator: ", ")
            try db.execute(
                sql: "INSERT OR REPLACE INTO \"\(name)\" (\(columns.joined(separator: ", "))) VALUES (\(marks))",
                arguments: StatementArguments(values))
        } else {
            let changes = columns.dropLast().map { "\($0) = ?" }.joined(separator: ", ")
            try db.execute(
                sql: "UPDATE \"\(name)\" SET \(changes) WHERE run_id = ? AND attempt = ?",
                arguments: StatementArguments(values + [record.attempt]))
            try checkChange(record, in: db)
        }
    }

    /// Notes how a run stands, unless another process goes on with it.
    ///
    /// - Parameter emptied: whether nothing is left of what it had stored.
    static func end(_ record: RunRecord, _ state: RunState, emptied: Bool = false, in db: Database) throws {
        let nothing = emptied ? ", batches = 0, rows_committed = 0" : ""
        try db.execute(
            sql: "UPDATE \"\(name)\" SET state = ?\(nothing) WHERE run_id = ? AND attempt = ?",
            arguments: [state.rawValue, record.run.id, record.attempt])
    }

    /// The runs into a table, or into all tables, the newest first.
    static func records(table: String? = nil, in db: Database) throws -> [(record: RunRecord, table: String)] {
        guard try db.tableExists(name) else { return [] }
        let condition = table == nil ? "" : " WHERE table_name = ?1 COLLATE NOCASE"
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM \"\(name)\"\(condition) ORDER BY rowid DESC",
            arguments: table.map { [$0] } ?? [])
        return rows.map { (RunRecord($0), $0["table_name"] ?? "") }
    }

    /// How many rows a run has changed.
    static func changedRows(run id: String, in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT rows_changed FROM \"\(name)\" WHERE run_id = ?", arguments: [id]) ?? 0
    }

    private static func checkChange(_ record: RunRecord, in db: Database) throws {
        guard db.changesCount != 1 else { return }
        throw WeirError(
            .writeBusy, "another process goes on with run \(record.run.id)",
            hint: "what it has stored stays; this process has added nothing to it")
    }
}

extension RunRecord {
    /// Reads a row of the table; what an earlier version of the program has not written is empty.
    fileprivate init(_ row: Row) {
        self.init(
            run: RunIdentity(
                id: row["run_id"] ?? "", pipeline: row["pipeline"] ?? "",
                startedAt: ISOText.seconds(ofTimestamp: row["started_at"] ?? "") ?? 0))
        signature = RunSignature(settings: row["settings"] ?? "", input: row["input"])
        replays = row["replays"]
        batchBytes = row["batch_bytes"] ?? 0
        attempt = row["attempt"] ?? 1
        state = RunState(rawValue: row["state"] ?? "") ?? .failed
        commits = row["commits"] ?? 0
        batches = row["batches"] ?? 0
        source = row["source"] ?? ""
        sourceIndex = row["source_index"] ?? 0
        records = row["records"] ?? 0
        byteOffset = row["byte_offset"] ?? 0
        counts.read = row["rows_read"] ?? 0
        counts.accepted = row["rows_accepted"] ?? 0
        counts.rejected = row["rows_rejected"] ?? 0
        counts.skipped = row["rows_skipped"] ?? 0
        counts.committed = row["rows_committed"] ?? 0
        rejectsLength = row["rejects_bytes"] ?? 0
        issuesLength = row["issues_bytes"] ?? 0
        updatedAt = ISOText.seconds(ofTimestamp: row["updated_at"] ?? "") ?? 0
    }
}
