import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirPostgreSQL

@Suite("Rows that the server refuses", .needsServer) struct RefusalTests {
    /// A table with rules of many kinds, some of which are checked at the commit only.
    private static let table = """
        CREATE TABLE allowed (kind text PRIMARY KEY); INSERT INTO allowed VALUES ('a'), ('b');
        CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.amount = 13 THEN RAISE EXCEPTION 'no luck'; END IF;
            IF NEW.amount = 14 THEN RETURN NULL; END IF;
            RETURN NEW;
        END $$;
        CREATE TABLE t (
            id integer UNIQUE DEFERRABLE INITIALLY DEFERRED, amount numeric(4,1) CHECK (amount < 90),
            kind text REFERENCES allowed DEFERRABLE INITIALLY DEFERRED
        );
        CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION guard();
        """

    private static let fields = [
        "name: id, type: integer", "name: amount, type: number", "name: kind, type: string",
    ]

    private func input(_ seed: UInt64, rows: Int) -> [[String]] {
        var random = SeededGenerator(seed: seed)
        return (0..<rows).map { row in
            [
                "\(Int.random(in: 0..<rows * 4, using: &random))",
                "\(Int.random(in: 0..<100, using: &random))",
                Int.random(in: 0..<20, using: &random) == 0 ? "z" : Bool.random(using: &random) ? "a" : "b",
            ]
        }
    }

    /// Which rows go in if they are added one by one, as the server sees it.
    private func oracle(_ rows: [[String]]) throws -> [Int] {
        let database = try TestDatabase()
        try database.connection.execute(Self.table)
        try database.connection.execute("BEGIN; SET CONSTRAINTS ALL IMMEDIATE")
        return try rows.indices.filter { index in
            try database.connection.execute("SAVEPOINT one")
            do {
                let added = try database.connection.execute(
                    "INSERT INTO t VALUES ($1::integer, $2::numeric, $3)", rows[index])
                if added == 1 { return true }
            } catch is ServerError {}
            try database.connection.execute("ROLLBACK TO SAVEPOINT one")
            return false
        }
    }

    @Test(
        "those go in that would go in one by one, whatever the batches are",
        arguments: [UInt64(1), 2, 3], [40, 700, 1 << 20])
    func oneByOne(seed: UInt64, batchBytes: Int) async throws {
        let rows = input(seed, rows: 300)
        let expected = try oracle(rows)
        let database = try TestDatabase()
        try database.connection.execute(Self.table)
        let text = "id,amount,kind\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined()
        let report = try await database.load(
            text, fields: Self.fields, write: "  commitBytes: 2000", limits: "{ batchBytes: \(batchBytes) }")
        #expect(report.error == nil)
        #expect(report.summary.totals.committed == expected.count)
        #expect(try database.rows("SELECT count(*) FROM t") == ["\(expected.count)"])
        let kept = try database.rows("SELECT id FROM t ORDER BY id").compactMap { Int($0) }
        #expect(kept == expected.compactMap { Int(rows[$0][0]) }.sorted())
        // The rejects are the other rows, in their order.
        let refused = rows.indices.filter { !expected.contains($0) }.map { rows[$0].joined(separator: ",") }
        let rejects = (database.folder.text("rejects.csv") ?? "").split(separator: "\n").dropFirst().map(String.init)
        #expect(rejects == refused)
        #expect(try database.rows("SELECT count(*) FROM _weir_refusals") == ["0"])
    }

    @Test("each refused row is told with the code of the SQL standard, and with values only where they may be told")
    func messages() async throws {
        let database = try TestDatabase()
        try database.connection.execute(Self.table)
        try await database.load(
            "id,amount,kind\n1,1,a\n1,2,a\n2,95,a\n3,13,a\n4,14,a\n5,5,z\n6,12345,a\n", fields: Self.fields)
        let lines = (database.folder.text("issues.ndjson") ?? "").split(separator: "\n")
        let states = ["23505", "23514", "P0001", "01000", "23503", "22003"]
        #expect(lines.count == states.count)
        for (line, state) in zip(lines, states) {
            #expect(line.contains("\"issue_type\":\"target-error\"") && line.contains("\"sql_state\":\"\(state)\""))
        }
        #expect(lines[2].contains("no luck"))
    }

    @Test("a table whose every row is refused takes none, and the run says so")
    func all() async throws {
        let database = try TestDatabase()
        try database.connection.execute("CREATE TABLE t (id integer CHECK (id < 0))")
        let report = try await database.load(
            "id\n" + (0..<50).map { "\($0)\n" }.joined(), fields: ["name: id, type: integer"])
        #expect(report.error == nil)
        #expect(report.summary.totals.rejected == 50)
        #expect(try database.rows("SELECT count(*) FROM t") == ["0"])
    }
}
