import Foundation
import Testing

@testable import WeirPostgreSQL

/// Loads into a PostgreSQL server, each into a schema of its own.
extension CrashScenario {
    /// The server, if there is one.
    static let postgresURL = PostgreSQLRuns.isBuilt ? ProcessInfo.processInfo.environment["WEIR_POSTGRES_URL"] : nil

    static let postgres = [
        CrashScenario(name: "a new table of PostgreSQL", sink: "postgres: { table: t }"),
        CrashScenario(
            name: "a table of PostgreSQL that refuses rows", sink: "postgres: { table: t }",
            before: "CREATE TABLE t (id bigint UNIQUE CHECK (id % 10 <> 7), text text); INSERT INTO t VALUES (5, 'old')"
        ),
        CrashScenario(
            name: "a table of PostgreSQL that is replaced", sink: "postgres: { table: t, mode: replace }",
            before: "CREATE TABLE t (id bigint, text text); INSERT INTO t VALUES (1, 'old'), (2, 'old')"),
        CrashScenario(
            name: "a table of PostgreSQL that is brought up to date",
            sink: "postgres: { table: t, mode: upsert, key: [id] }",
            before: "CREATE TABLE t (id bigint PRIMARY KEY, text text); INSERT INTO t VALUES (3, 'old'), (99, 'old')"),
    ]

    /// Whether the rows go to a server.
    var isOnServer: Bool { sink.hasPrefix("postgres") }

    /// Whether a run that was killed had told its end: to run it again would be to load the input once more.
    ///
    /// Of a run into files a lock stays that tells the next one; a server knows of the end as soon as it is told.
    func isOver(_ run: ProgramRun) -> Bool { isOnServer && run.output.contains("p: completed") }

    /// The distance between the operations that are tried: what is sent to a server is in many pieces.
    var stride: Int { (CrashEffort.step ?? 1) * (isOnServer && CrashEffort.step != 1 ? 4 : 1) }

    /// The schema of a folder.
    func schemaName(_ folder: WorkFolder) -> String {
        "w_" + (folder.path.split(separator: "-").last.map(String.init) ?? "")
    }

    /// The sink with the address and the schema.
    func serverSink(_ folder: WorkFolder, _ url: String?) -> String {
        let place = "url: \"\(url ?? "")\", schema: \"\(schemaName(folder))\""
        return sink.split(separator: "{", maxSplits: 1).joined(separator: "{ \(place),")
    }

    private func connected<Result>(_ folder: WorkFolder, _ url: String?, _ body: (Connection) throws -> Result) throws
        -> Result
    {
        let connection = try Connection(url: try #require(url), name: "tests")
        try connection.execute("SET search_path = \"\(schemaName(folder))\"")
        return try body(connection)
    }

    /// Makes the schema, with what is there before.
    func prepareSchema(_ folder: WorkFolder, _ url: String?) throws {
        _ = try connected(folder, url) { try $0.execute("CREATE SCHEMA \"\(schemaName(folder))\"; \(before)") }
    }

    /// The rows of the table.
    func rows(_ folder: WorkFolder, _ url: String?) throws -> [String] {
        try connected(folder, url) { connection in
            guard try connection.query("SELECT to_regclass('t') IS NOT NULL").first?[0] == "t" else { return [] }
            return try Self.lines(connection, "SELECT * FROM t ORDER BY id, text")
        }
    }

    /// The rows of the table, the tables of the schema, how the runs stand, and what only a run that goes on needs.
    func schema(_ folder: WorkFolder, _ url: String?) throws -> [String] {
        try rows(folder, url)
            + connected(folder, url) { connection in
                try Self.lines(
                    connection,
                    "SELECT relname FROM pg_class WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind = 'r' "
                        + "ORDER BY 1")
                    + Self.lines(
                        connection, "SELECT state, rows_committed, rows_rejected FROM _weir_runs ORDER BY number")
                    + Self.lines(
                        connection, "SELECT run_id FROM _weir_lanes UNION ALL SELECT run_id FROM _weir_refusals")
            }
    }

    private static func lines(_ connection: Connection, _ sql: String) throws -> [String] {
        try connection.query(sql).map { row in row.map { $0 ?? "NULL" }.joined(separator: "|") }
    }
}
