import GRDB
import Testing
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite struct SQLiteRefusalTests {
    private func failure(_ fixture: SQLiteFixture, _ batches: [CheckedBatch] = []) -> WeirError? {
        #expect(throws: WeirError.self) { try fixture.load(batches) }
    }

    @Test(
        "a row that breaks a constraint of the table is named, and nothing of its commit stays",
        arguments: [
            ("id INTEGER PRIMARY KEY", "UNIQUE constraint failed: t.id"),
            ("id INTEGER CHECK (id <> 7)", "CHECK constraint failed: id <> 7"),
            ("id INTEGER UNIQUE ON CONFLICT IGNORE", "the table ignored it (a conflict clause or a trigger)"),
        ]
    )
    func constraints(_ declaration: String, _ reason: String) throws {
        var fixture = try SQLiteFixture()
        try fixture.execute("CREATE TABLE t (\(declaration), text, number, flag, day, moment)")
        let batches = [fixture.batch(ids: [1, 2]), fixture.batch(ids: [3, 1, 7])]
        let error = failure(fixture, batches)
        #expect(error?.code == .writeRowRefused)
        let record = declaration.contains("CHECK") ? 5 : 4
        #expect(error?.message == "the target refused record \(record): \(reason)")
        #expect(error?.position?.line == record + 1)
        #expect(error?.position?.file == "in.csv")
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [0])
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
    }

    @Test("a table without the columns is refused, with all of them named")
    func mismatch() throws {
        let fixture = try SQLiteFixture()
        try fixture.execute("CREATE TABLE t (ID, Text, number)")
        let error = failure(fixture)
        #expect(error?.code == .writeTableMismatch)
        #expect(error?.message.contains(#"has no column "flag", "day", "moment""#) == true)
    }

    @Test("a column of the table that would change texts is noted")
    func affinity() throws {
        let fixture = try SQLiteFixture()
        try fixture.execute("CREATE TABLE t (id, text NUMERIC, number, flag, day VARCHAR(10), moment)")
        _ = try fixture.load([])
        #expect(fixture.run.summary.summary.notes.count == 1)
        #expect(fixture.run.summary.summary.notes.first?.contains(#"column "text""#) == true)
    }

    @Test("a view is no table")
    func view() throws {
        let fixture = try SQLiteFixture()
        try fixture.execute("CREATE VIEW t AS SELECT 1")
        #expect(failure(fixture)?.code == .writeTableMismatch)
    }

    @Test("names are quoted, whatever is in them")
    func names() throws {
        let columns = [#"a"; DROP TABLE t; --"#, "select", "", " ", "ü", "Ü"].map {
            WeirModel.ColumnInfo(name: $0, type: .text, required: false)
        }
        var fixture = try SQLiteFixture(columns: columns)
        fixture.settings.table = #"t"'x"#
        fixture.builder.add(columns.map { .text($0.name) })
        _ = try fixture.load([fixture.builder.build()])
        let row = try fixture.rows(#"SELECT * FROM "t""'x""#)
        #expect(row == [columns.map { $0.name.databaseValue }])
        #expect(try fixture.fetch(String.self, #"SELECT name FROM pragma_table_info('t"''x')"#) == columns.map(\.name))
    }

    @Test(
        "columns that SQLite cannot hold are refused before anything is made",
        arguments: [
            (["a", "b", "A"], #"columns 1 and 3 have the same name to SQLite: "a" and "A""#),
            (["a\u{0}"], "the name of column 1 contains a NUL character"),
            ((0...2000).map { "c\($0)" }, "the table would have 2001 columns and SQLite takes at most 2000"),
        ])
    func columns(_ names: [String], _ message: String) throws {
        let fixture = try SQLiteFixture(
            columns: names.map { WeirModel.ColumnInfo(name: $0, type: .text, required: false) }
        )
        let error = failure(fixture)
        #expect(error?.code == .writeInvalidTable)
        #expect(error?.message == message)
        #expect(fixture.folder.names == [])
    }

    @Test("2,000 columns are fine")
    func widest() throws {
        let columns = (0..<2000).map { WeirModel.ColumnInfo(name: "c\($0)", type: .integer, required: false) }
        var fixture = try SQLiteFixture(columns: columns)
        fixture.builder.add(columns.indices.map { .integer(Int64($0)) })
        _ = try fixture.load([fixture.builder.build()])
        #expect(try fixture.fetch(Int.self, "SELECT c0 + c1999 FROM t") == [1999])
    }

    @Test("a table name that SQLite or Weir keeps is refused", arguments: ["", "SQLite_x", "_weir_RUNS", "a\u{0}b"])
    func tableNames(_ name: String) {
        var settings = SQLiteSettings()
        settings.path = "x.db"
        settings.table = name
        #expect(settings.problems().map(\.setting) == ["table"])
    }

    @Test("a file that is no database is left alone")
    func notADatabase() throws {
        let fixture = try SQLiteFixture()
        let text = String(repeating: "id,text\n1,x\n", count: 200)
        try fixture.folder.put(text, in: "t.db")
        let error = failure(fixture)
        #expect(error?.code == .writeNotADatabase)
        #expect(error?.message.contains(fixture.settings.path) == true)
        #expect(fixture.folder.text("t.db") == text)
    }

    @Test("a missing folder is named")
    func missingFolder() throws {
        var fixture = try SQLiteFixture()
        fixture.settings.path = fixture.folder("no/t.db")
        let error = failure(fixture)
        #expect(error?.code == .writeUnwritable)
        #expect(error?.message.contains("no/t.db") == true)
    }

    @Test("a full disk is said to be one, and what was committed stays")
    func diskFull() throws {
        var fixture = try SQLiteFixture()
        fixture.run.options.commit = .everyBatch
        let batches = [fixture.batch(ids: 0..<10), fixture.batch(ids: 10..<200_000)]
        var sink = SQLiteSink(fixture.settings) { try $0.execute(sql: "PRAGMA max_page_count = 20") }
        sink.path = .transfer(reason: "a test")
        let error = #expect(throws: WeirError.self) { try fixture.run.receipts(sink, batches) }
        #expect(error?.code == .writeDiskFull)
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [10])
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
        #expect(fixture.folder.names == ["t.db"])
    }

    @Test("a database that another connection is writing to is busy")
    func busy() throws {
        let fixture = try SQLiteFixture()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: fixture.settings.path, configuration: configuration)
        try other.writeWithoutTransaction { try $0.beginTransaction(.exclusive) }
        var sink = SQLiteSink(fixture.settings) { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
        sink.path = .transfer(reason: "a test")
        let error = #expect(throws: WeirError.self) { try fixture.run.receipts(sink, []) }
        #expect(error?.code == .writeBusy)
        try other.writeWithoutTransaction { try $0.rollback() }
        try other.close()
    }
}
