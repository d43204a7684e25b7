import GRDB
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite("Mode upsert") struct UpsertTests {
    static let columns = [
        WeirModel.ColumnInfo(name: "id", type: .integer, required: true),
        WeirModel.ColumnInfo(name: "day", type: .date, required: true),
        WeirModel.ColumnInfo(name: "text", type: .text, required: false),
    ]

    private func fixture(
        key: [String] = ["id"], _ columns: [WeirModel.ColumnInfo] = columns
    ) throws -> SQLiteFixture {
        var fixture = try SQLiteFixture(columns: columns)
        fixture.settings.mode = .upsert
        fixture.settings.key = key
        return fixture
    }

    /// A batch of rows of `columns`, each `(id, day, text)`.
    private func batch(_ fixture: inout SQLiteFixture, _ rows: [(Int64, Int64, String?)]) -> CheckedBatch {
        for (id, day, text) in rows {
            fixture.builder.add([.integer(id), .moment(day, ""), text.map { .text($0) } ?? .null])
        }
        return fixture.builder.build()
    }

    private func texts(_ fixture: SQLiteFixture, _ sql: String = "SELECT id || text FROM t ORDER BY id") throws
        -> [String?]
    {
        try fixture.fetch(String.self, sql)
    }

    @Test("rows with a new key are added, rows with a known key change the row, and both count as committed")
    func upsert() throws {
        var fixture = try fixture()
        let first = batch(&fixture, [(1, 0, "a"), (2, 0, "b"), (3, 0, nil)])
        #expect(try fixture.load([first]).last?.totals.isBalanced == true)
        fixture.run = WriteRun(columns: Self.columns)
        let second = batch(&fixture, [(2, 1, "B"), (4, 1, "d"), (1, 1, nil)])
        let receipts = try fixture.load([second])
        #expect(receipts.last?.totals.committed == 3)
        #expect(receipts.last?.totals.isBalanced == true)
        #expect(
            try fixture.rows("SELECT id, day, text FROM t ORDER BY id")
                == [
                    [1, "1970-01-02", nil], [2, "1970-01-02", "B"], [3, "1970-01-01", nil], [4, "1970-01-02", "d"],
                ].map { $0.map { ($0 as (any DatabaseValueConvertible)?)?.databaseValue ?? .null } }
        )
        #expect(fixture.run.summary.summary.notes == ["mode upsert: 1 rows added, 2 changed"])
    }

    @Test("a new table has the key as its primary key, and no key is without a value")
    func newTable() throws {
        var fixture = try fixture(key: ["day", "id"])
        let rows = batch(&fixture, [(1, 0, "a"), (1, 1, "b"), (2, 0, "c"), (1, 0, "d")])
        _ = try fixture.load([rows])
        #expect(try texts(fixture, "SELECT text FROM t ORDER BY id, day") == ["d", "b", "c"])
        #expect(
            try fixture.fetch(String.self, "SELECT name || pk || \"notnull\" FROM pragma_table_info('t')")
                == ["id21", "day11", "text00"])
    }

    @Test("the last row of the input wins, whatever the batches and commits are", arguments: 0..<6)
    func lastWins(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let rows = (0..<400).map { index in
            (Int64.random(in: 0..<60, using: &random), Int64(index), Optional("text \(index)"))
        }
        var expected: [Int64: String] = [:]
        for row in rows { expected[row.0] = row.2 }

        var fixture = try fixture()
        fixture.run.options.commit = seed.isMultiple(of: 2) ? .everyBatch : .bytes(700)
        var batches: [CheckedBatch] = []
        var rest = rows[...]
        while !rest.isEmpty {
            let count = Int.random(in: 0...90, using: &random)
            batches.append(batch(&fixture, Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        let receipts = try fixture.load(batches)
        #expect(receipts.last?.totals.committed == rows.count)
        let sorted = expected.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }
        #expect(try texts(fixture) == sorted)
        let added = expected.count
        let note = "mode upsert: \(added) rows added, \(400 - added) changed"
        #expect(fixture.run.summary.summary.notes == [note])
    }

    @Test(
        "an existing table is used if it tells rows apart by the key, by whatever means",
        arguments: [
            "CREATE TABLE t (id INTEGER PRIMARY KEY, day, text)",
            "CREATE TABLE t (id UNIQUE, day, text)",
            "CREATE TABLE t (id PRIMARY KEY, day, text)",
            "CREATE TABLE t (id PRIMARY KEY, day, text) WITHOUT ROWID",
            "CREATE TABLE t (ID INT, Day, TEXT, UNIQUE (id))",
            "CREATE TABLE t (id, day, text); CREATE UNIQUE INDEX i ON t (id DESC)",
            """
            CREATE TABLE t (id, day, text UNIQUE, more DEFAULT 'kept');
            CREATE UNIQUE INDEX i ON t (id); CREATE INDEX j ON t (day)
            """,
        ]
    )
    func existing(_ setup: String) throws {
        var fixture = try fixture()
        try fixture.execute(setup)
        try fixture.execute("INSERT INTO t (id, day, text) VALUES (1, 'old', 'x'), (2, 'old', 'y')")
        let rows = batch(&fixture, [(3, 0, "c"), (1, 0, "a"), (3, 1, "C")])
        #expect(try fixture.load([rows]).last?.totals.committed == 3)
        #expect(try texts(fixture) == ["1a", "2y", "3C"])
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
    }

    @Test("columns of the table that the input does not have stay as they are")
    func otherColumns() throws {
        var fixture = try fixture()
        try fixture.execute("CREATE TABLE t (id PRIMARY KEY, more, day, text); INSERT INTO t VALUES (1, 'kept', 1, 2)")
        let rows = batch(&fixture, [(1, 0, "a"), (2, 0, "b")])
        _ = try fixture.load([rows])
        #expect(try texts(fixture, "SELECT more FROM t ORDER BY id") == ["kept", nil])
    }

    @Test("a table that is all key counts its rows too")
    func allKey() throws {
        let columns = [WeirModel.ColumnInfo(name: "a \"b\"", type: .text, required: true)]
        var fixture = try fixture(key: ["a \"b\""], columns)
        for text in ["x", "y", "x"] { fixture.builder.add([.text(text)]) }
        let receipts = try fixture.load([fixture.builder.build()])
        #expect(receipts.last?.totals.committed == 3)
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [2])
    }

    @Test("triggers see an added row as added and a changed one as changed")
    func triggers() throws {
        var fixture = try fixture()
        try fixture.execute(
            """
            CREATE TABLE t (id PRIMARY KEY, day, text);
            CREATE TABLE log (what);
            CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('added ' || new.id); END;
            CREATE TRIGGER u AFTER UPDATE ON t BEGIN INSERT INTO log VALUES ('changed ' || new.id); END;
            """)
        let rows = batch(&fixture, [(1, 0, "a"), (1, 0, "b")])
        _ = try fixture.load([rows])
        #expect(try texts(fixture, "SELECT what FROM log") == ["added 1", "changed 1"])
        #expect(fixture.run.summary.summary.notes == ["mode upsert: 1 rows added, 1 changed"])
    }

    @Test("the same input twice gives the same table as once")
    func again() throws {
        var fixture = try fixture()
        let rows = batch(&fixture, (0..<500).map { ($0, $0, "row \($0)") })
        _ = try fixture.load([rows])
        let once = try fixture.rows("SELECT * FROM t ORDER BY id")
        fixture.run = WriteRun(columns: Self.columns)
        _ = try fixture.load([rows])
        #expect(try fixture.rows("SELECT * FROM t ORDER BY id") == once)
        #expect(
            fixture.run.summary.summary.notes == ["mode upsert: 0 rows added, 500 changed"])
    }
}
