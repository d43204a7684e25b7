import WeirModel

/// The table in the target's schema that says which rows the server has refused.
///
/// A run that goes on does not send the rows again that are stored, so it has to know which of them are not.
struct RefusalTable {
    static let name = "_weir_refusals"

    private let schema: String
    private var place: String { Identifier.quoted(Self.name, in: schema) }

    init(schema: String) { self.schema = schema }

    /// Makes the table, unless it is there.
    func create(on connection: Connection) throws {
        // To make a table that is there takes the right to make one, which not every user has.
        guard try !connection.hasTable(place) else { return }
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS \(place) (
                run_id text NOT NULL,
                source_index bigint NOT NULL,
                record bigint NOT NULL,
                reason text NOT NULL,
                sql_state text,
                PRIMARY KEY (run_id, source_index, record)
            )
            """)
    }

    /// Remembers refused rows of a batch, in the transaction that stores the others.
    func store(_ refusals: [RowRefusal], of batch: RecordBatch, run id: String, on connection: Connection) throws {
        for refusal in refusals {
            try connection.execute(
                "INSERT INTO \(place) VALUES ($1, $2::bigint, $3::bigint, $4, $5)",
                [
                    id, String(batch.source), String(batch.firstRecord + refusal.row), refusal.reason,
                    refusal.sqlState,
                ])
        }
    }

    /// The refused rows of a batch.
    func refusals(of batch: RecordBatch, run id: String, on connection: Connection) throws -> [RowRefusal] {
        try connection.query(
            """
            SELECT source_index, record, reason, sql_state FROM \(place)
            WHERE run_id = $1 AND source_index = $2::bigint AND record >= $3::bigint AND record < $4::bigint ORDER BY 2
            """,
            [id, String(batch.source), String(batch.firstRecord), String(batch.firstRecord + batch.rowCount)]
        ).compactMap { Entry($0).refusal(in: batch) }
    }

    /// The refused rows behind what a run counts.
    func entries(behind record: RunRecord, on connection: Connection) throws -> [Entry] {
        try connection.query(
            """
            SELECT source_index, record, reason, sql_state FROM \(place)
            WHERE run_id = $1 AND (source_index, record) >= ($2::bigint, $3::bigint) ORDER BY 1, 2
            """,
            [record.run.id, String(record.sourceIndex), String(record.records)]
        ).map { Entry($0) }
    }

    /// A row of the table.
    struct Entry {
        private let source: Int
        private let record: Int
        private let reason: String
        private let sqlState: String?

        fileprivate init(_ row: [String?]) {
            source = row[0].flatMap { Int($0) } ?? 0
            record = row[1].flatMap { Int($0) } ?? 0
            reason = row[2] ?? ""
            sqlState = row[3]
        }

        /// The refusal, if the row is of that batch.
        func refusal(in batch: RecordBatch) -> RowRefusal? {
            let records = batch.firstRecord..<batch.firstRecord + batch.rowCount
            guard source == batch.source, records.contains(record) else { return nil }
            return RowRefusal(row: record - records.lowerBound, reason: reason, sqlState: sqlState)
        }
    }

    /// Forgets the refused rows of a run, which is over.
    func clear(run id: String, on connection: Connection) throws {
        try connection.execute("DELETE FROM \(place) WHERE run_id = $1", [id])
    }
}
