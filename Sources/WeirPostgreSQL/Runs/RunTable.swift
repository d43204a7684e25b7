import WeirModel
import WeirWrite

/// The table in the target's schema that says how far each run has come.
///
/// Its row is written in the transaction that adds the rows, so the two never disagree, whatever happens.
struct RunTable {
    static let name = "_weir_runs"
    /// The columns that are written with each commit, in order.
    private static let columns = [
        "pipeline", "table_name", "state", "commits", "source", "source_index", "records", "byte_offset", "rows_read",
        "rows_accepted", "rows_rejected", "rows_skipped", "rows_committed", "rejects_bytes", "issues_bytes",
        "started_at", "updated_at", "settings", "input", "replays", "batch_bytes", "batches", "attempt",
        "rows_changed", "run_id",
    ]

    private let schema: String
    private var place: String { Identifier.quoted(Self.name, in: schema) }

    init(schema: String) { self.schema = schema }

    /// Makes the table, unless it is there; two processes may try at once.
    func create(on connection: Connection) throws {
        // To make a table that is there takes the right to make one, which not every user has.
        guard try !connection.hasTable(place) else { return }
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS \(place) (
                number bigint GENERATED ALWAYS AS IDENTITY,
                run_id text PRIMARY KEY,
                pipeline text NOT NULL,
                table_name text NOT NULL,
                state text NOT NULL,
                commits bigint NOT NULL,
                source text NOT NULL,
                source_index bigint NOT NULL,
                records bigint NOT NULL,
                byte_offset bigint NOT NULL,
                rows_read bigint NOT NULL,
                rows_accepted bigint NOT NULL,
                rows_rejected bigint NOT NULL,
                rows_skipped bigint NOT NULL,
                rows_committed bigint NOT NULL,
                rejects_bytes bigint NOT NULL,
                issues_bytes bigint NOT NULL,
                started_at timestamptz NOT NULL,
                updated_at timestamptz NOT NULL,
                settings text NOT NULL,
                input text,
                replays text,
                batch_bytes bigint NOT NULL,
                batches bigint NOT NULL,
                attempt bigint NOT NULL,
                rows_changed bigint NOT NULL,
                told boolean NOT NULL DEFAULT false
            )
            """)
    }

    /// Whether the table is there.
    func exists(on connection: Connection) throws -> Bool {
        try connection.hasTable(place)
    }

    /// Takes a run over: whoever worked on it before can store nothing more.
    func claim(_ record: RunRecord, on connection: Connection) throws {
        let changed = try connection.execute(
            "UPDATE \(place) SET attempt = $1::bigint, state = $2 WHERE run_id = $3 AND attempt = $4::bigint",
            [String(record.attempt), RunState.running.rawValue, record.run.id, String(record.attempt - 1)])
        try check(changed, record)
    }

    /// Writes how far a run has come.
    ///
    /// - Parameters:
    ///   - changedRows: how many rows of the table it has changed instead of adding one.
    ///   - isFirst: whether the run begins, and another of this name no longer counts.
    func record(
        _ record: RunRecord, table: String, changedRows: Int, isFirst: Bool, on connection: Connection
    ) throws {
        let counts = record.counts
        let values: [String?] = [
            record.run.pipeline, table, record.state.rawValue, String(record.commits), record.source,
            String(record.sourceIndex), String(record.records), String(record.byteOffset), String(counts.read),
            String(counts.accepted), String(counts.rejected), String(counts.skipped), String(counts.committed),
            String(record.rejectsLength), String(record.issuesLength), ISOText.timestamp(record.run.startedAt),
            ISOText.timestamp(record.updatedAt), record.signature.settings, record.signature.input, record.replays,
            String(record.batchBytes), String(record.batches), String(record.attempt), String(changedRows),
            record.run.id,
        ]
        let columns = Self.columns
        if isFirst {
            let marks = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
            let changes = columns.dropLast().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
            try connection.execute(
                "INSERT INTO \(place) (\(columns.joined(separator: ", "))) VALUES (\(marks)) "
                    + "ON CONFLICT (run_id) DO UPDATE SET \(changes), told = false",
                values)
        } else {
            let changes = columns.dropLast().enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: ", ")
            let changed = try connection.execute(
                "UPDATE \(place) SET \(changes) WHERE run_id = $\(columns.count) AND attempt = $\(columns.count + 1)::bigint",
                values + [String(record.attempt)])
            try check(changed, record)
        }
    }

    /// Notes how a run stands, unless another process goes on with it.
    ///
    /// - Parameter emptied: whether nothing is left of what it had stored.
    func end(_ record: RunRecord, _ state: RunState, emptied: Bool = false, on connection: Connection) throws {
        let nothing = emptied ? ", batches = 0, rows_committed = 0" : ""
        try connection.execute(
            "UPDATE \(place) SET state = $1\(nothing) WHERE run_id = $2 AND attempt = $3::bigint",
            [state.rawValue, record.run.id, String(record.attempt)])
    }

    /// Notes that the end of a completed run was told.
    func settle(run id: String, on connection: Connection) throws {
        try connection.execute("UPDATE \(place) SET told = true WHERE run_id = $1 AND NOT told", [id])
    }

    /// The runs into a table, or into all tables of the schema, the newest first.
    func entries(table: String? = nil, on connection: Connection) throws -> [RunEntry] {
        guard try exists(on: connection) else { return [] }
        let names = Self.columns.map { name in
            name.hasSuffix("_at") ? "extract(epoch FROM \(name))::double precision" : name
        }
        let uncounted = LaneTable(schema: schema).hasUncounted(runs: "r")
        let rows = try connection.query(
            "SELECT \((names + ["told", uncounted]).joined(separator: ", ")) FROM \(place) r "
                + "WHERE $1::text IS NULL OR table_name = $1 ORDER BY number DESC",
            [table])
        return rows.map { row in
            let values = Dictionary(zip(Self.columns + ["told", "uncounted"], row)) { first, _ in first }
            return RunEntry(record: RunRecord(values), table: (values["table_name"] ?? nil) ?? "")
        }
    }

    /// How many rows a run has changed.
    func changedRows(run id: String, on connection: Connection) throws -> Int {
        let rows = try connection.query("SELECT rows_changed FROM \(place) WHERE run_id = $1", [id])
        return rows.first?[0].flatMap { Int($0) } ?? 0
    }

    private func check(_ changed: Int, _ record: RunRecord) throws {
        guard changed != 1 else { return }
        throw WeirError(
            .writeBusy, "another process goes on with run \(record.run.id)",
            hint: "what it has stored stays; this process has added nothing to it")
    }
}

extension RunRecord {
    /// Reads a row of the table.
    fileprivate init(_ values: [String: String?]) {
        func text(_ name: String) -> String? { values[name] ?? nil }
        func number(_ name: String) -> Int { text(name).flatMap { Int($0) } ?? 0 }
        self.init(
            run: RunIdentity(
                id: text("run_id") ?? "", pipeline: text("pipeline") ?? "",
                startedAt: text("started_at").flatMap { Double($0) } ?? 0))
        signature = RunSignature(settings: text("settings") ?? "", input: text("input"))
        replays = text("replays")
        batchBytes = number("batch_bytes")
        attempt = number("attempt")
        state = text("state").flatMap { RunState(rawValue: $0) } ?? .failed
        commits = number("commits")
        batches = number("batches")
        source = text("source") ?? ""
        sourceIndex = number("source_index")
        records = number("records")
        byteOffset = number("byte_offset")
        counts.read = number("rows_read")
        counts.accepted = number("rows_accepted")
        counts.rejected = number("rows_rejected")
        counts.skipped = number("rows_skipped")
        counts.committed = number("rows_committed")
        rejectsLength = number("rejects_bytes")
        issuesLength = number("issues_bytes")
        updatedAt = text("updated_at").flatMap { Double($0) } ?? 0
        hasUncounted = text("uncounted") == "t"
        isUntold = state == .completed && text("told") == "f"
    }
}
