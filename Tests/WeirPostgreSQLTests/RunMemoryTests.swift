import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirPostgreSQL

@Suite("What a PostgreSQL database remembers of runs", .needsServer) struct RunMemoryTests {
    private let field = ["name: id, type: integer"]

    @Test("a completed run is listed, and undone by the column that names it")
    func undo() async throws {
        let database = try TestDatabase()
        let first = try await database.load(
            "id\n1\n2\nx\n", fields: field, write: "  generated: { run: _run }")
        try await database.load("id\n3\n", fields: field, write: "  generated: { run: _run }")
        let history = try RunHistory(database.folder("p.yaml"))
        #expect(try history.entries().map(\.record.counts.committed) == [1, 2])
        #expect(try history.entries().allSatisfy { $0.record.state == .completed && !$0.record.isUntold })
        #expect(try history.undo(first.run.id).rows == 2)
        #expect(try database.rows("SELECT id FROM t") == ["3"])
        #expect(try history.entries().map(\.record.state) == [.completed, .undone])
        #expect(throws: WeirError.self) { try history.undo(first.run.id) }
    }

    @Test("the same input a second time is told, skipped or refused")
    func again() async throws {
        let database = try TestDatabase()
        try await database.load("id\n1\n", fields: field)
        let loaded = try await database.load("id\n1\n", fields: field)
        #expect(loaded.summary.totals.committed == 1)
        let skipped = try await database.load("id\n1\n", fields: field, write: "  onRepeat: skip")
        #expect(skipped.summary.totals.committed == 0)
        #expect(try database.rows("SELECT count(*) FROM t") == ["2"])
        await #expect(throws: WeirError.self) {
            try await database.load("id\n1\n", fields: field, write: "  onRepeat: fail")
        }
    }

    @Test("who may not make tables loads into one that is there, where the tables of runs are there too")
    func fewRights() async throws {
        let database = try TestDatabase()
        try await database.load("id\n1\n", fields: field)
        let user = "u_\(database.schema)"
        try database.connection.execute(
            """
            CREATE ROLE \(user) LOGIN; GRANT USAGE ON SCHEMA \(database.schema) TO \(user);
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(database.schema) TO \(user)
            """)
        defer { _ = try? database.connection.execute("DROP OWNED BY \(user); DROP ROLE \(user)") }
        let url = try #require(TestDatabase.url).replacing("weir@", with: "\(user)@")
        let report = try await database.load("id\n2\n", fields: field, url: url)
        #expect(report.error == nil)
        #expect(try database.rows("SELECT id FROM t ORDER BY id") == ["1", "2"])
    }

    @Test("a second run into the table is told who holds it")
    func locked() async throws {
        let database = try TestDatabase()
        let holder = try Connection(url: try #require(TestDatabase.url), name: "weir run 17")
        try TargetLock(database.settings()).take(on: holder)
        await #expect {
            try await database.load("id\n1\n", fields: field)
        } throws: { error in
            guard let error = error as? WeirError else { return false }
            return error.code == .writeLocked && error.message.contains("weir run 17, server process \(holder.backend)")
        }
        // Another table is free.
        try TargetLock(database.settings("other")).take(on: holder)
    }

    @Test("a process that was overtaken stores nothing more")
    func fencing() throws {
        let database = try TestDatabase()
        let runs = RunTable(schema: database.schema)
        try LaneTable(schema: database.schema).create(on: database.connection)
        try runs.create(on: database.connection)
        var record = RunRecord(run: RunIdentity(id: "1-a", pipeline: "p", startedAt: 0))
        record.commits = 1
        record.batches = 1
        try runs.record(record, table: "t", changedRows: 0, isFirst: true, on: database.connection)
        var next = record
        next.attempt = 2
        try runs.claim(next, on: database.connection)
        #expect {
            try runs.record(record, table: "t", changedRows: 0, isFirst: false, on: database.connection)
        } throws: { ($0 as? WeirError)?.code == .writeBusy }
        try runs.record(next, table: "t", changedRows: 0, isFirst: false, on: database.connection)
    }

    @Test("what the server says against a run has a code that says what to do")
    func errors() {
        func code(_ state: String?) -> ErrorCode {
            WeirError(ServerError(sqlState: state, message: "m"), place: "p").code
        }
        #expect(code(nil) == .writeDisconnected)
        #expect(code("57P01") == .writeDisconnected)
        #expect(code("40P01") == .writeBusy)
        #expect(code("55P03") == .writeBusy)
        #expect(code("53100") == .writeDiskFull)
        #expect(code("53300") == .writeBusy)
        #expect(code("25006") == .writeUnwritable)
        #expect(code("28P01") == .writeUnwritable)
        #expect(code("42501") == .writeUnwritable)
        #expect(code("XX000") == .writeFailed)
    }
}
