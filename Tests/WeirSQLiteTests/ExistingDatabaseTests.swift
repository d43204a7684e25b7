import GRDB
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite("A database that exists gets the same rows by either path, and stays what it is")
struct ExistingDatabaseTests {
    private static let list = "id INTEGER NOT NULL, text TEXT, number REAL, flag BOOLEAN, day TEXT, moment TEXT"

    /// Batches with short rows, long ones, and one that is larger than any page.
    private func batches(_ fixture: inout SQLiteFixture) -> [CheckedBatch] {
        [100, 5000, 70_000].map { length in
            for id in 0..<120 {
                let size = id.isMultiple(of: 40) ? length : id % 90
                fixture.builder.add([
                    .integer(Int64(id)), .text(String(repeating: "é", count: size / 2)), .number(Double(id) / 3, "0"),
                    .boolean(id.isMultiple(of: 2)), .moment(Int64(id), ""), .null,
                ])
            }
            return fixture.builder.build()
        }
    }

    /// Loads the batches and returns all that a reader of the database can see.
    private func load(
        _ setup: String, by path: LoadPath, looking sql: [String]
    ) throws -> (rows: [[[DatabaseValue]]], pageSize: Int?, journal: String?) {
        var fixture = try SQLiteFixture()
        try fixture.execute(setup)
        var sink = SQLiteSink(fixture.settings)
        sink.path = path
        sink.leastRowsOfImage = 1
        fixture.run.options.commit = .everyBatch
        _ = try fixture.run.receipts(sink, batches(&fixture))
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
        return (
            try sql.map { try fixture.rows($0) },
            try fixture.fetch(Int.self, "PRAGMA page_size").first ?? nil,
            try fixture.fetch(String.self, "PRAGMA journal_mode").first ?? nil
        )
    }

    @Test(
        "with whatever the table has",
        arguments: [
            "",
            "CREATE INDEX i ON t (text, id)",
            "CREATE INDEX i ON t (id); CREATE INDEX j ON t (day DESC) WHERE flag; CREATE INDEX k ON t (number * 2)",
            "ALTER TABLE t ADD COLUMN more INTEGER; CREATE UNIQUE INDEX i ON t (more)",
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.id, length(new.text)); END",
            """
            CREATE TRIGGER g BEFORE INSERT ON t WHEN new.id = 7 BEGIN INSERT INTO log VALUES (new.id, 'seven'); END;
            CREATE INDEX i ON t (text)
            """,
        ])
    func same(_ further: String) throws {
        let setup = """
            CREATE TABLE t (\(Self.list)); CREATE TABLE log (id, what); INSERT INTO t (id) VALUES (-1); \(further)
            """
        let look = [
            "SELECT rowid, * FROM t ORDER BY rowid", "SELECT * FROM log", "SELECT id FROM t ORDER BY text, id, rowid",
            "SELECT count(*) FROM t WHERE day > '1970-02-01' AND flag", "SELECT typeof(number), typeof(day) FROM t",
        ]
        let statement = try load(setup, by: .statement(reason: "a test"), looking: look)
        #expect(statement.rows[0].count == 361)
        let image = try load(setup, by: .transfer(reason: "a test"), looking: look)
        #expect(image.rows == statement.rows)
    }

    @Test("with its page size and its journal mode", arguments: [512, 4096, 65_536], ["delete", "wal"])
    func kept(pageSize: Int, journal: String) throws {
        let setup = "PRAGMA page_size = \(pageSize); PRAGMA journal_mode = \(journal); CREATE TABLE t (\(Self.list))"
        let look = ["SELECT rowid, * FROM t ORDER BY rowid"]
        let image = try load(setup, by: .transfer(reason: "a test"), looking: look)
        let statement = try load(setup, by: .statement(reason: "a test"), looking: look)
        #expect(image.rows == statement.rows)
        for result in [image, statement] {
            #expect(result.rows[0].count == 360)
            #expect(result.pageSize == pageSize)
            #expect(result.journal == journal)
        }
    }
}
