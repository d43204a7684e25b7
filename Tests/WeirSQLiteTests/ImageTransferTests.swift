import GRDB
import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite("Database pages, page images and the prepared statement give the same table")
struct ImageTransferTests {
    /// Loads the batches by one path and returns all values with their storage types, and SQLite's own verdict.
    private func load(
        _ batches: (inout SQLiteFixture) -> [CheckedBatch],
        by path: LoadPath,
        columns: [WeirModel.ColumnInfo] = SQLiteFixture.columns,
        before: String? = nil
    ) throws -> (rows: [[DatabaseValue]], types: [[DatabaseValue]], integrity: String?) {
        var fixture = try SQLiteFixture(columns: columns)
        if let before { try fixture.execute(before) }
        var sink = SQLiteSink(fixture.settings)
        sink.path = path
        sink.leastRowsOfImage = 1
        _ = try fixture.run.receipts(sink, batches(&fixture))
        let types = columns.map { "typeof(\(Identifier.quoted($0.name)))" }.joined(separator: ", ")
        return (
            try fixture.rows("SELECT rowid, * FROM t ORDER BY rowid"),
            try fixture.rows("SELECT \(types) FROM t ORDER BY rowid"),
            try fixture.fetch(String.self, "PRAGMA integrity_check").first ?? nil
        )
    }

    private func expectSame(
        columns: [WeirModel.ColumnInfo] = SQLiteFixture.columns,
        before: String? = nil,
        _ batches: (inout SQLiteFixture) -> [CheckedBatch]
    ) throws {
        let image = try load(batches, by: .transfer(reason: "a test"), columns: columns, before: before)
        let statement = try load(batches, by: .statement(reason: "a test"), columns: columns, before: before)
        #expect(image.integrity == "ok")
        #expect(image.rows == statement.rows)
        #expect(image.types == statement.types)
        #expect(!image.rows.isEmpty)
        // A database that is there is never written page by page.
        guard before == nil else { return }
        let pages = try load(batches, by: .pages(reason: "a test"), columns: columns)
        #expect(pages.integrity == "ok")
        #expect(pages.rows == statement.rows)
        #expect(pages.types == statement.types)
    }

    @Test("for integers at every border of SQLite's storage sizes")
    func integers() throws {
        var values: [Int64] = [0, 1, -1, 2, .max, .min]
        for bits in [7, 8, 15, 16, 23, 24, 31, 32, 47, 48, 62] {
            let border = Int64(1) << Int64(bits)
            values += [border - 1, border, border + 1, -border, -border - 1, -border + 1]
        }
        try expectSame(columns: [WeirModel.ColumnInfo(name: "id", type: .integer, required: true)]) { fixture in
            for value in values { fixture.builder.add([.integer(value)]) }
            return [fixture.builder.build()]
        }
    }

    @Test("for numbers, with NaN as a null, and for texts of every length up to a page")
    func numbersAndTexts() throws {
        let columns = [
            WeirModel.ColumnInfo(name: "n", type: .number, required: false),
            WeirModel.ColumnInfo(name: "a \"quoted\" name", type: .text, required: false),
        ]
        try expectSame(columns: columns) { fixture in
            for value in [0, -0.0, 1, 1.5, .infinity, -.infinity, .nan, 1e308, 2.3e-308] as [Double] {
                fixture.builder.add([.number(value, "\(value)"), .text("é")])
            }
            for length in [0, 1, 15, 16, 17, 56, 57, 58, 8185, 8186, 8187, 65_000, 65_480, 65_490, 65_501, 70_000] {
                fixture.builder.add([.null, .text(String(repeating: "x", count: length))])
            }
            return [fixture.builder.build()]
        }
    }

    @Test("for seeded random batches of every shape, into a new table and behind existing rows", arguments: 0..<12)
    func random(seed: Int) throws {
        let existing = """
            CREATE TABLE t (id INTEGER NOT NULL, text TEXT, number REAL, flag BOOLEAN, day TEXT, moment TEXT);
            INSERT INTO t (id) VALUES (1), (2);
            """
        try expectSame(before: seed.isMultiple(of: 2) ? nil : existing) { fixture in
            var random = SeededGenerator(seed: UInt64(seed))
            return (0..<3).map { _ in
                for id in 0..<Int.random(in: 0...3000, using: &random) {
                    fixture.builder.add(
                        [
                            .integer(Int64(id)),
                            Bool.random(using: &random)
                                ? .null
                                : .text(String(repeating: "äb", count: Int.random(in: 0...60, using: &random))),
                            .number(Double.random(in: -1e6...1e6, using: &random), "0"),
                            .boolean(Bool.random(using: &random)),
                            .moment(Int64.random(in: -30_000...30_000, using: &random), "as written"),
                            .moment(
                                Int64.random(in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &random), ""),
                        ],
                        rejectedFor: Int.random(in: 0..<10, using: &random) == 0 ? .typeError : nil
                    )
                }
                return fixture.builder.build()
            }
        }
    }

    @Test("for a table with more columns than one byte of a record's header counts")
    func manyColumns() throws {
        let columns = (0..<300).map { WeirModel.ColumnInfo(name: "c\($0)", type: .text, required: false) }
        try expectSame(columns: columns) { fixture in
            for row in 0..<4 {
                fixture.builder.add((0..<300).map { .text(String(repeating: "v", count: ($0 + row) % 90)) })
            }
            return [fixture.builder.build()]
        }
    }

    @Test("SQLite takes its transfer optimisation for a table that Weir made")
    func transferIsTaken() throws {
        var fixture = try SQLiteFixture()
        _ = try fixture.load([fixture.batch(ids: 0..<100)])
        let image = try #require(
            DatabaseImage.encode(
                fixture.batch(ids: 0..<100),
                createSQL: try TableDefinition(table: DatabaseImage.table, columns: SQLiteFixture.columns).createSQL,
                pool: BufferPool()
            )
        )
        let queue = try DatabaseQueue(path: fixture.settings.path)
        let operations = try queue.writeWithoutTransaction { db in
            let transfer = try ImageTransfer(into: "t", of: db)
            try transfer.insert(image, in: db)
            return try Row.fetchAll(db, sql: "EXPLAIN INSERT INTO main.t SELECT * FROM weir_image.rows")
                .map { $0["opcode"] as String }
        }
        #expect(operations.contains("RowData"))
        #expect(!operations.contains("MakeRecord"))
    }

    @Test("a row that the table refuses is named, whichever way it came")
    func refusal() throws {
        for path in [LoadPath.transfer(reason: "a test"), .statement(reason: "a test")] {
            var fixture = try SQLiteFixture()
            try fixture.execute(
                "CREATE TABLE t (id INTEGER, text TEXT, number REAL, flag BOOLEAN, day TEXT, moment TEXT, CHECK (id < 150))"
            )
            var sink = SQLiteSink(fixture.settings)
            sink.path = path
            let batch = fixture.batch(ids: 100..<200)
            let error = #expect(throws: WeirError.self) { try fixture.run.receipts(sink, [batch]) }
            #expect(error?.code == .writeRowRefused)
            #expect(error?.message.contains("record 51") == true)
            #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [0])
        }
    }
}
