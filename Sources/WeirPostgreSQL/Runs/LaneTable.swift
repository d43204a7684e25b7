import WeirModel

/// The table in the target's schema that says how far each connection of a run has come, but for the first one.
///
/// The connections commit one after another, the first one last. If the run ends in between, those that were quicker have
/// stored rows that the run does not count yet: it is these rows that they leave out when it goes on.
struct LaneTable {
    static let name = "_weir_lanes"

    /// A place in the input up to which rows are stored.
    struct Place: Comparable {
        /// The input, from 0.
        var source: Int
        /// How many of its records.
        var records: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.source, left.records) < (right.source, right.records)
        }

        /// Whether the rows of a batch stand before it.
        func isBehind(_ batch: RecordBatch) -> Bool {
            Place(source: batch.source, records: batch.firstRecord + batch.rowCount) <= self
        }
    }

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
                lane bigint NOT NULL,
                lanes bigint NOT NULL,
                source_index bigint NOT NULL,
                records bigint NOT NULL,
                PRIMARY KEY (run_id, lane)
            )
            """)
    }

    /// Notes up to where a connection has stored its rows, in the transaction that stores them.
    func store(lane: Int, of lanes: Int, upTo record: RunRecord, on connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO \(place) AS l VALUES ($1, $2::bigint, $3::bigint, $4::bigint, $5::bigint)
            ON CONFLICT (run_id, lane) DO UPDATE
            SET lanes = excluded.lanes, source_index = excluded.source_index, records = excluded.records
            WHERE (l.source_index, l.records) < (excluded.source_index, excluded.records)
            """,
            [record.run.id, String(lane), String(lanes), String(record.sourceIndex), String(record.records)])
    }

    /// How many connections a run had, and up to where each but the first has stored its rows.
    func lanes(run id: String, on connection: Connection) throws -> (count: Int, stored: [Int: Place]) {
        let rows = try connection.query(
            "SELECT lane, lanes, source_index, records FROM \(place) WHERE run_id = $1", [id])
        var stored: [Int: Place] = [:]
        var count = 1
        for row in rows {
            let values = row.map { $0.flatMap { Int($0) } ?? 0 }
            stored[values[0]] = Place(source: values[2], records: values[3])
            count = max(count, values[1])
        }
        return (count, stored)
    }

    /// A condition of SQL on a row of the table of runs: connections have stored more than the run counts.
    func hasUncounted(runs: String) -> String {
        """
        EXISTS (SELECT FROM \(place) l WHERE l.run_id = \(runs).run_id
            AND (l.source_index, l.records) > (\(runs).source_index, \(runs).records))
        """
    }

    /// Forgets the connections of a run, which is over.
    func clear(run id: String, on connection: Connection) throws {
        try connection.execute("DELETE FROM \(place) WHERE run_id = $1", [id])
    }
}
