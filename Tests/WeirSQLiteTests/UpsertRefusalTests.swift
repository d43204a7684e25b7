import Testing
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

@Suite("What mode upsert refuses") struct UpsertRefusalTests {
    private func fixture(key: [String] = ["id"]) throws -> SQLiteFixture {
        var fixture = try SQLiteFixture()
        fixture.settings.mode = .upsert
        fixture.settings.key = key
        return fixture
    }

    private static let others = "text, number, flag, day, moment"

    @Test(
        "a table that does not tell rows apart by the key, with the statement that would make it",
        arguments: [
            "CREATE TABLE t (id, \(others))",
            "CREATE TABLE t (id, \(others)); CREATE INDEX i ON t (id)",
            "CREATE TABLE t (id, \(others), UNIQUE (id, text))",
            "CREATE TABLE t (id, text UNIQUE, number, flag, day, moment)",
            "CREATE TABLE t (id, \(others)); CREATE UNIQUE INDEX i ON t (id) WHERE id > 5",
            "CREATE TABLE t (id, \(others)); CREATE UNIQUE INDEX i ON t (id + 1)",
            "CREATE TABLE t (id, text INTEGER PRIMARY KEY, number, flag, day, moment)",
        ]
    )
    func noUniqueIndex(_ setup: String) throws {
        let fixture = try fixture()
        try fixture.execute(setup)
        let error = #expect(throws: WeirError.self) { try fixture.load([]) }
        #expect(error?.code == .writeTableMismatch)
        #expect(
            error?.message
                == "table t in \(fixture.settings.path) does not tell rows apart by \"id\": "
                + "it has no unique index on exactly this column")
        #expect(error?.hint?.contains(#"CREATE UNIQUE INDEX "t_key" ON "t" ("id");"#) == true)
    }

    @Test("the statement of the hint mends it")
    func mended() throws {
        var fixture = try fixture(key: ["id", "text"])
        try fixture.execute("CREATE TABLE t (id, \(Self.others))")
        let error = #expect(throws: WeirError.self) { try fixture.load([]) }
        let statement = try #require(error?.hint?.split(separator: ";").first).dropFirst("make one: ".count)
        try fixture.execute(String(statement))
        _ = try fixture.load([fixture.batch(ids: [1, 2, 1])])
        #expect(try fixture.fetch(Int.self, "SELECT count(*) FROM t") == [2])
    }

    @Test("a key that the rows do not have")
    func noColumn() throws {
        let fixture = try fixture(key: ["id", "code"])
        let error = #expect(throws: WeirError.self) { try fixture.load([]) }
        #expect(error?.code == .writeTableMismatch)
        #expect(error?.message == "the rows have no column \"code\", which write.sqlite.key names")
    }

    @Test("a row whose key has no value is named, and nothing of its commit stays")
    func noValue() throws {
        for cell in [BatchBuilder.Cell.null, .number(.nan, "NaN")] {
            var fixture = try fixture(key: ["number"])
            fixture.builder.add([.integer(1), .text("a"), .number(1, "1"), .null, .null, .null])
            fixture.builder.add([.integer(2), .text("b"), cell, .null, .null, .null])
            let batch = fixture.builder.build()
            let error = #expect(throws: WeirError.self) { try fixture.load([batch]) }
            #expect(error?.code == .writeRowRefused)
            #expect(
                error?.message
                    == "the target refused record 2: the key column \"number\" has no value, "
                    + "so it is not clear which row is meant")
            #expect(fixture.folder.names == [])
        }
    }

    @Test("a row that breaks another unique index of the table is named")
    func otherIndex() throws {
        var fixture = try fixture()
        try fixture.execute("CREATE TABLE t (id PRIMARY KEY, text UNIQUE, number, flag, day, moment)")
        for id in [1, 2] { fixture.builder.add([.integer(Int64(id)), .text("same"), .null, .null, .null, .null]) }
        let batch = fixture.builder.build()
        let error = #expect(throws: WeirError.self) { try fixture.load([batch]) }
        #expect(error?.message == "the target refused record 2: UNIQUE constraint failed: t.text")
    }

    @Test(
        "settings that do not go together",
        arguments: [
            (SQLiteSettings.Mode.append, ["id"], "key"), (.replace, ["id"], "key"), (.upsert, [], "key"),
            (.upsert, ["id", "ID"], "key.1"), (.upsert, ["id", "day"], ""), (.append, [], ""),
        ])
    func settings(mode: SQLiteSettings.Mode, key: [String], setting: String) {
        var settings = SQLiteSettings()
        settings.path = "x.db"
        settings.table = "t"
        settings.mode = mode
        settings.key = key
        #expect(settings.problems().map(\.setting) == (setting.isEmpty ? [] : [setting]))
    }
}
