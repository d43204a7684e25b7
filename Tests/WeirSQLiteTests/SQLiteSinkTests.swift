import Foundation
import GRDB
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite struct SQLiteSinkTests {
    @Test("each type is stored as it is, and read back as it was")
    func types() throws {
        var fixture = try SQLiteFixture()
        fixture.builder.canonical = [4]
        let texts = ["", "007", "1e5", "O'Hare \"x\"", "nul\u{0}inside", "naïve 😀"]
        for (index, text) in texts.enumerated() {
            fixture.builder.add([
                .integer(index == 0 ? .min : .max), .text(text), .number(0.1, "0.10"), .boolean(index == 1),
                .moment(0, "1970-01-01"), .moment(-1, "just before"),
            ])
        }
        fixture.builder.add([.integer(1), .null, .null, .null, .null, .null])
        fixture.builder.add([.null], rejectedFor: .typeError)
        let receipts = try fixture.load([fixture.builder.build()])
        #expect(receipts.last?.totals.isBalanced == true)

        // As bytes, because a text read back in the ordinary way ends at a NUL.
        let stored = try fixture.read { try Data.fetchAll($0, sql: "SELECT CAST(text AS BLOB) FROM t WHERE id <> 1") }
        #expect(stored.map(Array.init) == texts.map { Array($0.utf8) })
        #expect(try fixture.fetch(String.self, "SELECT DISTINCT typeof(text) FROM t") == ["text", "null"])
        let rows = try fixture.rows()
        #expect(rows.count == 7)
        #expect(
            rows[0] == [
                Int64.min.databaseValue, "".databaseValue, 0.1.databaseValue, 0.databaseValue,
                "1970-01-01".databaseValue, "1969-12-31T23:59:59.999999".databaseValue,
            ]
        )
        #expect(rows[1][3] == 1.databaseValue)
        #expect(rows[6].dropFirst() == [.null, .null, .null, .null, .null])
        let declared = try fixture.fetch(String.self, "SELECT type || \"notnull\" FROM pragma_table_info('t')")
        #expect(declared == ["INTEGER1", "TEXT0", "REAL0", "BOOLEAN0", "TEXT0", "TEXT0"])
        #expect(try fixture.fetch(String.self, "PRAGMA integrity_check") == ["ok"])
        #expect(fixture.folder.names == ["t.db"])
    }

    @Test("random rows in random batches are all there, once and in order")
    func manyRows() throws {
        var random = SeededGenerator(seed: 11)
        var fixture = try SQLiteFixture()
        fixture.run.options.commit = .bytes(500)
        var batches: [CheckedBatch] = []
        var next = 0
        for _ in 0..<60 {
            let count = Int.random(in: 0...50, using: &random)
            batches.append(fixture.batch(ids: next..<next + count))
            next += count
        }
        let receipts = try fixture.load(batches)
        #expect(receipts.count > 10)
        #expect(try fixture.fetch(Int.self, "SELECT id FROM t ORDER BY rowid") == Array(0..<next))
        #expect(try fixture.fetch(String.self, "SELECT text FROM t WHERE id = 77") == ["row 77"])
        #expect(receipts.last?.totals.committed == next)
    }

    @Test("each receipt speaks of what another connection can see, progress included")
    func commits() throws {
        var fixture = try SQLiteFixture()
        fixture.run.options.commit = .everyBatch
        let batches = [fixture.batch(ids: 0..<5), fixture.batch(ids: 5..<7)]
        try fixture.run.run(SQLiteSink(fixture.settings), batches) { receipt in
            #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [receipt.totals.committed])
            let progress = try fixture.rows(
                "SELECT rows_committed, records, byte_offset, commits, state FROM _weir_runs WHERE run_id = 'run-1'"
            )
            let expected: [DatabaseValue] = [
                receipt.totals.committed.databaseValue, receipt.recordsOfSource.databaseValue,
                receipt.byteOffset.databaseValue, receipt.number.databaseValue,
                (receipt.isLast ? "completed" : "running").databaseValue,
            ]
            #expect(progress == [expected])
        }
    }

    @Test("append adds to what is there")
    func append() throws {
        var fixture = try SQLiteFixture()
        _ = try fixture.load([fixture.batch(ids: [1, 2])])
        fixture.run.id = "run-2"
        _ = try fixture.load([fixture.batch(ids: [3])])
        #expect(try fixture.fetch(Int.self, "SELECT id FROM t") == [1, 2, 3])
        #expect(try fixture.fetch(String.self, "SELECT run_id FROM _weir_runs") == ["run-1", "run-2"])
    }

    @Test("replace puts a new table in place of the old one")
    func replace() throws {
        var fixture = try SQLiteFixture()
        try fixture.execute("CREATE TABLE t (other); INSERT INTO t VALUES (1)")
        fixture.settings.mode = .replace
        fixture.run.options.commit = .everyBatch
        let receipts = try fixture.load([fixture.batch(ids: [1]), fixture.batch(ids: [2])])
        #expect(receipts.map(\.isLast) == [true])
        #expect(try fixture.fetch(Int.self, "SELECT id FROM t") == [1, 2])
    }

    @Test("replace leaves the old table as it was when the run fails")
    func failedReplace() throws {
        var fixture = try SQLiteFixture()
        try fixture.execute("CREATE TABLE t (other); INSERT INTO t VALUES ('old')")
        fixture.settings.mode = .replace
        fixture.run.options.onViolation = .stop
        let good = fixture.batch(ids: 0..<1000)
        fixture.builder.add([.null], rejectedFor: .typeError)
        let bad = fixture.builder.build()
        #expect(throws: WeirError.self) { try fixture.load([good, bad]) }
        #expect(try fixture.rows() == [["old".databaseValue]])
        #expect(try fixture.fetch(String.self, "SELECT name FROM sqlite_master") == ["t"])
        #expect(fixture.folder.names == ["t.db"])
    }

    @Test("a failed append keeps what was committed and says so")
    func failedAppend() throws {
        var fixture = try SQLiteFixture()
        fixture.run.options.commit = .everyBatch
        fixture.run.options.onViolation = .stop
        let good = fixture.batch(ids: 0..<3)
        fixture.builder.add([.null], rejectedFor: .typeError)
        let bad = fixture.builder.build()
        #expect(throws: WeirError.self) { try fixture.load([good, bad]) }
        #expect(try fixture.fetch(Int.self, "SELECT id FROM t") == [0, 1, 2])
        #expect(try fixture.fetch(String.self, "SELECT state || rows_committed FROM _weir_runs") == ["failed3"])
    }

    @Test("an empty input makes an empty table", arguments: [SQLiteSettings.Mode.append, .replace])
    func emptyInput(_ mode: SQLiteSettings.Mode) throws {
        var fixture = try SQLiteFixture()
        fixture.settings.mode = mode
        let receipts = try fixture.load([])
        #expect(receipts.map(\.isLast) == [true])
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [0])
    }

    @Test("an input that shows no columns replaces the rows by none and appends nothing")
    func noColumns() throws {
        var fixture = try SQLiteFixture()
        try fixture.execute("CREATE TABLE t (other); INSERT INTO t VALUES (1)")
        fixture.run.columns = TableColumns { _ in [] }
        _ = try fixture.load([])
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [1])
        fixture.settings.mode = .replace
        _ = try fixture.load([])
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [0])
    }

    @Test("a database in WAL mode stays in it, and a new one is left without a journal file")
    func journal() throws {
        var fixture = try SQLiteFixture()
        try fixture.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (id, text, number, flag, day, moment)")
        _ = try fixture.load([fixture.batch(ids: [1])])
        let mode = try fixture.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
        #expect(try fixture.fetch(Int.self, "SELECT id FROM t") == [1])
    }
}
