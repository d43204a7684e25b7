import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite("The path that rows take into the table") struct LoadPathTests {
    private static let list = "id INTEGER NOT NULL, text TEXT, number REAL, flag BOOLEAN, day TEXT, moment TEXT"

    @Test("is chosen by what the table has, and says why")
    func choice() throws {
        let list = Self.list
        let cases: [(String?, LoadPath)] = [
            (nil, .pages(reason: "the database is new")),
            ("CREATE TABLE other (a)", .transfer(reason: "the table is new")),
            ("CREATE TABLE t (\(list))", .transfer(reason: "the table has no index, trigger or key")),
            ("CREATE TABLE t (\(list)); CREATE INDEX i ON t (id)", .statement(reason: "the table has an index")),
            ("CREATE TABLE t (\(list), UNIQUE (id))", .statement(reason: "the table has an index")),
            (
                "CREATE TABLE t (\(list)); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
                .statement(reason: "the table has a trigger")
            ),
            (
                "CREATE TABLE t (\(list), more TEXT)",
                .statement(reason: "the table has other columns, or in another order")
            ),
            (
                "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, number REAL, flag BOOLEAN, day TEXT, moment TEXT)",
                .statement(reason: "the table has an integer primary key")
            ),
            (
                "CREATE TABLE p (id PRIMARY KEY); CREATE TABLE t (\(list), FOREIGN KEY (id) REFERENCES p (id))",
                .statement(reason: "the table has a foreign key")
            ),
            ("PRAGMA encoding = 'UTF-16'; CREATE TABLE x (a)", .statement(reason: "the database is not in UTF-8")),
        ]
        for (sql, expected) in cases {
            let fixture = try SQLiteFixture()
            if let sql { try fixture.execute(sql) }
            let path = LoadPath.choose(fixture.settings, columns: SQLiteFixture.columns)
            #expect(path == expected, "\(sql ?? "no database")")
        }
    }

    @Test("follows the mode")
    func modes() throws {
        var fixture = try SQLiteFixture()
        try fixture.execute("CREATE TABLE t (\(Self.list)); CREATE INDEX i ON t (id)")
        fixture.settings.mode = .replace
        var path = LoadPath.choose(fixture.settings, columns: SQLiteFixture.columns)
        #expect(path == .transfer(reason: "the table is made anew"))
        fixture.settings.mode = .upsert
        fixture.settings.key = ["id"]
        path = LoadPath.choose(fixture.settings, columns: SQLiteFixture.columns)
        #expect(path == .statement(reason: "mode: upsert changes rows that are there"))
    }

    @Test("is what the sink tells people, and looking at it changes nothing")
    func told() throws {
        let fixture = try SQLiteFixture()
        let sink = SQLiteSink(fixture.settings)
        let columns = TableColumns(SQLiteFixture.columns)
        #expect(sink.loadMethod(columns: columns) == LoadMethod(name: "database pages", reason: "the database is new"))
        #expect(fixture.folder.names == [])
        try fixture.execute("CREATE TABLE t (\(Self.list))")
        let unknown = TableColumns { _ in SQLiteFixture.columns }
        #expect(
            sink.loadMethod(columns: unknown)
                == LoadMethod(
                    name: "prepared statement", reason: "the table exists and the columns show only in the data"))
    }
}
