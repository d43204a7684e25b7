import Foundation
import GRDB
import Testing

/// A load that is interrupted, and what must be there in the end.
struct CrashScenario: Sendable, CustomTestStringConvertible {
    var name: String
    /// The sink, as a pipeline file has it.
    var sink: String
    /// What is in the database before, as SQL.
    var before = ""
    var testDescription: String { name }

    static let all = files + (postgresURL == nil ? [] : postgres)

    /// Loads into files, a database among them.
    static let files = [
        CrashScenario(name: "a new database", sink: "sqlite: { path: out.db, table: t }"),
        CrashScenario(
            name: "a table with an index", sink: "sqlite: { path: out.db, table: t }",
            before:
                "CREATE TABLE t (id INTEGER, text TEXT); CREATE INDEX i ON t (text); INSERT INTO t VALUES (-1, 'old')"),
        CrashScenario(
            name: "a table without an index", sink: "sqlite: { path: out.db, table: t }",
            before: "CREATE TABLE t (id INTEGER, text TEXT); INSERT INTO t VALUES (-1, 'old')"),
        CrashScenario(
            name: "a table that is replaced", sink: "sqlite: { path: out.db, table: t, mode: replace }", before: old),
        CrashScenario(
            name: "a table in a new database that is replaced",
            sink: "sqlite: { path: out.db, table: t, mode: replace }"),
        CrashScenario(
            name: "a table that is brought up to date",
            sink: "sqlite: { path: out.db, table: t, mode: upsert, key: [id] }",
            before: "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO t VALUES (3, 'old'), (99, 'old')"),
        CrashScenario(name: "a file of delimited text", sink: "csv: { path: out.csv }"),
        CrashScenario(name: "a packed file of objects", sink: "ndjson: { path: out.ndjson.gz }"),
    ]

    private static let old = """
        CREATE TABLE t (id INTEGER, text TEXT); INSERT INTO t VALUES (1, 'old'), (2, 'old');
        CREATE VIEW v AS SELECT count(*) AS n FROM t
        """

    /// Whether nothing may be seen before the end.
    var isAtomic: Bool { sink.contains("replace") || !sink.contains("sqlite") && !isOnServer }

    /// A table with rows of which some are rejected.
    static func table(rows: Int) -> String {
        "id,text\n" + (1...rows).map { "\($0 % 9 == 4 ? "x" : "\($0)"),\"row \($0)\nof \(rows)\"\n" }.joined()
    }

    /// A folder with the input, the pipeline and what is there before.
    func folder(
        rows: Int, batchBytes: Int, commitBytes: Int, in base: String = NSTemporaryDirectory(),
        url: String? = postgresURL
    ) throws -> WorkFolder {
        let folder = try WorkFolder(in: base)
        try folder.write("in.csv", Self.table(rows: rows))
        try folder.write(
            "p.yaml",
            """
            name: p
            read: { path: in.csv }
            validate:
              schema:
                fields:
                  - { name: id, type: integer, constraints: { required: true, unique: true } }
                  - { name: text, type: string }
            write: { \(isOnServer ? serverSink(folder, url) : sink), rejects: rejects.csv, issues: issues.ndjson, commitBytes: \(commitBytes) }
            limits: { batchBytes: \(batchBytes), workers: 2 }

            """)
        if isOnServer {
            try prepareSchema(folder, url)
        } else if !before.isEmpty {
            let queue = try DatabaseQueue(path: "\(folder.path)/out.db")
            try queue.write { try $0.execute(sql: before) }
            try queue.close()
        }
        return folder
    }

    /// Everything that a run has left, for comparison; the rows of a database, not its bytes.
    func outcome(in folder: WorkFolder, url: String? = postgresURL) throws -> [String] {
        let onServer = isOnServer ? [try schema(folder, url).joined(separator: "\n")] : []
        return try onServer
            + folder.names.filter { !["in.csv", "p.yaml"].contains($0) }.map { name in
                if name == "out.db" { return try database(folder).joined(separator: "\n") }
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
                return "\(name): \(bytes.base64EncodedString())"
            }
    }

    /// The rows of the table, what SQLite says of the file, and how the runs stand.
    private func database(_ folder: WorkFolder) throws -> [String] {
        let queue = try DatabaseQueue(path: "\(folder.path)/out.db")
        defer { try? queue.close() }
        return try queue.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT rowid, * FROM t").map { "\($0)" }
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema ORDER BY name")
            let runs = try Row.fetchAll(db, sql: "SELECT state, rows_committed, rows_rejected FROM _weir_runs")
            let check = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            return rows + tables + runs.map { "\($0)" } + check
        }
    }

    /// What must hold at any moment of a run whose result appears at the end: the old is there, or the new.
    func checkIsWhole(_ folder: WorkFolder, finished: [String], _ fault: @autoclosure () -> String) throws {
        guard isAtomic else { return }
        if isOnServer {
            let rows = try rows(folder, Self.postgresURL)
            let isOld = rows.count == 2 && rows.allSatisfy { $0.contains("old") }
            #expect(isOld || finished.contains { $0.hasPrefix(rows.joined(separator: "\n")) }, "\(name), \(fault())")
        } else if sink.contains("sqlite") {
            guard folder.names.contains("out.db"), !before.isEmpty else { return }
            let queue = try DatabaseQueue(path: "\(folder.path)/out.db")
            defer { try? queue.close() }
            let rows = try queue.read { try Row.fetchAll($0, sql: "SELECT rowid, * FROM t").map { "\($0)" } }
            let isOld = rows.count == 2 && rows.allSatisfy { $0.contains("old") }
            #expect(isOld || finished.contains { $0.hasPrefix(rows.joined(separator: "\n")) }, "\(name), \(fault())")
        } else {
            for name in folder.names where name == "out.csv" || name == "out.ndjson.gz" {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
                #expect(finished.contains("\(name): \(bytes.base64EncodedString())"), "\(self.name), \(fault())")
            }
        }
    }
}
