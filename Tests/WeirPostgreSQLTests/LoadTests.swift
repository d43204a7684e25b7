import Foundation
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirPostgreSQL

@Suite("Loads into PostgreSQL", .needsServer) struct LoadTests {
    @Test("a new table has faithful types, and the values are those of the input")
    func newTable() async throws {
        let database = try TestDatabase()
        let report = try await database.load(
            """
            i,n,b,d,z,l,t,s,j,k
            -9223372036854775808,1.5e300,true,0001-01-01,2026-03-04T05:06:07.123456Z,2026-03-04 05:06,23:59:59.5,"a ""b"" é","{""x"": [1]}",a;b
            9223372036854775807,-0.1,false,9999-12-31,2026-03-04T05:06:07+02:00,1999-12-31 23:59,00:00:00,,,
            """,
            fields: [
                "name: i, type: integer, constraints: { required: true }", "name: n, type: number",
                "name: b, type: boolean", "name: d, type: date", "name: z, type: datetime",
                "name: l, type: datetime, format: \"%Y-%m-%d %H:%M\"", "name: t, type: time, format: any",
                "name: s, type: string",
                "name: j, type: object", "name: k, type: list, delimiter: \";\"",
            ])
        #expect(report.error == nil && report.summary.totals.committed == 2)
        #expect(
            try database.rows(
                "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute "
                    + "WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum"
            ) == [
                "i|bigint|t", "n|double precision|f", "b|boolean|f", "d|date|f", "z|timestamp with time zone|f",
                "l|timestamp without time zone|f", "t|time without time zone|f", "s|text|f", "j|json|f", "k|text|f",
            ])
        #expect(
            try database.rows("SELECT * FROM t ORDER BY i") == [
                "-9223372036854775808|1.5e+300|t|0001-01-01|2026-03-04 05:06:07.123456+00|2026-03-04 05:06:00|23:59:59.5"
                    + "|a \"b\" é|{\"x\": [1]}|a;b",
                "9223372036854775807|-0.1|f|9999-12-31|2026-03-04 03:06:07+00|1999-12-31 23:59:00|00:00:00|NULL|NULL|NULL",
            ])
    }

    @Test("an existing table gets the same rows as from the server's own COPY of the same file")
    func againstServer() async throws {
        let database = try TestDatabase()
        let columns = """
            (a smallint, b integer, c numeric, d numeric(12,4), e real, f text, g varchar(20), h char(6), i jsonb, j uuid,
            k timestamp, l date, m bytea)
            """
        try database.connection.execute("CREATE TABLE t \(columns); CREATE TABLE expected \(columns)")
        var random = SeededGenerator(seed: 7)
        var lines: [String] = []
        for row in 0..<400 {
            let digits = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                String(Int.random(in: 0...9, using: &random))
            }.joined()
            let point = Int.random(in: 0...digits.count, using: &random)
            let sign = Bool.random(using: &random) ? "-" : ""
            let whole = String(digits.prefix(point).drop { $0 == "0" })
            let number = "\(sign)\(whole.isEmpty ? "0" : whole).\(digits.dropFirst(point))0"
            let exponent = row % 3 == 0 ? "e\(Int.random(in: -60...60, using: &random))" : ""
            let uuid =
                "\(String(row, radix: 16).count == 1 ? "0" : "")"
                + "\(String(repeating: "0", count: 6))\(String(row % 256, radix: 16))"
            let id = String(uuid.suffix(8)) + "-0000-4000-8000-" + String(repeating: "f", count: 12)
            lines.append(
                [
                    row % 5 == 0 ? "" : "\(row - 200)", "\(row * 5_000_000 - 1_000_000_000)", number + exponent,
                    "\(row).\(1000 + row)", "\(Double(row) / 7)", "\"line\n\(row), \"\"q\"\" ü\"",
                    "v\(row)", "c\(row)", "\"{\"\"a\"\": \(row)}\"",
                    String(repeating: "0", count: max(36 - id.count, 0)) + id,
                    "2026-01-01T00:00:\(10 + row % 50)", "2026-01-\(10 + row % 20)", "raw \(row)",
                ].joined(separator: ","))
        }
        let names = "a,b,c,d,e,f,g,h,i,j,k,l,m"
        let text = names + "\n" + lines.joined(separator: "\n") + "\n"
        try await database.load(
            text,
            fields: [
                "name: a, type: integer", "name: b, type: integer", "name: c, type: number", "name: d, type: number",
                "name: e, type: number", "name: f, type: string", "name: g, type: string", "name: h, type: string",
                "name: i, type: object", "name: j, type: string", "name: k, type: datetime", "name: l, type: date",
                "name: m, type: string",
            ], limits: "{ batchBytes: 4000 }")
        try database.connection.beginCopy("COPY expected FROM STDIN (FORMAT csv, HEADER)")
        try Array(text.utf8).withUnsafeBufferPointer { try database.connection.send($0) }
        try database.connection.endSending()
        #expect(try database.connection.endCopy() == 400)
        #expect(try database.rows("SELECT count(*) FROM t") == ["400"])
        #expect(try database.rows("SELECT * FROM (SELECT * FROM t EXCEPT ALL SELECT * FROM expected) x LIMIT 3") == [])
        #expect(try database.rows("SELECT * FROM (SELECT * FROM expected EXCEPT ALL SELECT * FROM t) x LIMIT 3") == [])
        // Equal numbers may be written in other ways: the scale counts too.
        #expect(
            try database.rows(
                "SELECT t.c FROM t JOIN expected x USING (b) WHERE t.c::text <> x.c::text OR t.d::text <> x.d::text")
                == [])
    }

    @Test("a value that a column has no room for is refused before it reaches the server")
    func noRoom() async throws {
        let database = try TestDatabase()
        try database.connection.execute(
            "CREATE DOMAIN code AS varchar(3); CREATE TABLE t (a smallint, b code, c uuid, d text, e integer NOT NULL)")
        let report = try await database.load(
            "a,b,c,d,e\n1,abc,,x,1\n40000,abc,,x,2\n1,abcd,,x,3\n1,äöü,,x,4\n1,abc,no,x,5\n1,abc,,x,\n",
            fields: [
                "name: a, type: integer", "name: b, type: string", "name: c, type: string", "name: d, type: string",
                "name: e, type: integer",
            ])
        #expect(try database.rows("SELECT e FROM t ORDER BY e") == ["1", "4"])
        let states = (database.folder.text("issues.ndjson") ?? "").split(separator: "\n").map { line in
            line.components(separatedBy: "\"sql_state\":\"").last?.prefix(5) ?? ""
        }
        #expect(states == ["22003", "22001", "22P02", "23502"])
        #expect(report.summary.totals.rejected == 4)
        #expect(try database.rows("SELECT count(*) FROM _weir_refusals") == ["0"])
    }

    @Test("rows that do not fit the table end the run before anything is read")
    func mismatch() async throws {
        let database = try TestDatabase()
        try database.connection.execute("CREATE TABLE t (id date, \"Name\" text, needed integer NOT NULL)")
        func code(_ fields: [String]) async -> String {
            do {
                let report = try await database.load("id,name\n1,a\n", fields: fields)
                return report.error.map { "\($0)" } ?? "none"
            } catch {
                return "\(error)"
            }
        }
        #expect(
            await code(["name: id, type: integer", "name: Name"]).contains("is date, and the field is of type integer"))
        #expect(await code(["name: id, type: date", "name: name"]).contains("it has \"Name\": name the field so"))
        #expect(await code(["name: id, type: date", "name: Name"]).contains("\"needed\" of table"))
        try database.connection.execute("CREATE VIEW v AS SELECT 1; DROP TABLE t; ALTER VIEW v RENAME TO t")
        #expect(await code(["name: id, type: date"]).contains("is a view"))
    }

    @Test("replace shows the new rows all at once, and a run that fails leaves the old ones")
    func replace() async throws {
        let database = try TestDatabase()
        try database.connection.execute("CREATE TABLE t (id bigint, old text); INSERT INTO t VALUES (1, 'old')")
        let failed = try await database.load(
            "id\n1\nx\ny\n", fields: ["name: id, type: integer"], sink: ", mode: replace",
            validate: ", errorBudget: { count: 1 }")
        #expect(failed.error?.code == .writeBudgetExceeded)
        #expect(try database.rows("SELECT * FROM t") == ["1|old"])
        #expect(try database.rows("SELECT relname FROM pg_class WHERE relname LIKE '%staged%'") == [])
        try await database.load(
            "id\n1\n2\n", fields: ["name: id, type: integer"], sink: ", mode: replace",
            limits: "{ batchBytes: 1 }")
        #expect(try database.rows("SELECT * FROM t ORDER BY 1") == ["1", "2"])
    }

    @Test("upsert changes the rows whose key is there; of several with one key the last counts")
    func upsert() async throws {
        let database = try TestDatabase()
        try database.connection.execute(
            "CREATE TABLE t (id bigint PRIMARY KEY, v text, kept text DEFAULT 'k'); INSERT INTO t VALUES (1, 'a', 'old')"
        )
        for batch in [1, 1 << 20] {
            let report = try await database.load(
                "id,v\n1,b\n2,c\n2,d\n3,e\n1,f\n",
                fields: ["name: id, type: integer, constraints: { required: true }", "name: v"],
                sink: ", mode: upsert, key: [id]", limits: "{ batchBytes: \(batch) }")
            #expect(try database.rows("SELECT * FROM t ORDER BY id") == ["1|f|old", "2|d|k", "3|e|k"])
            let added = batch == 1 ? "2 rows added, 3 changed" : "0 rows added, 5 changed"
            #expect(report.summary.notes.contains { $0.contains(added) }, "\(report.summary.notes)")
        }
        try database.connection.execute("ALTER TABLE t DROP CONSTRAINT t_pkey")
        let error = try await database.load(
            "id,v\n1,b\n", fields: ["name: id, type: integer, constraints: { required: true }", "name: v"],
            sink: ", mode: upsert, key: [id]"
        ).error
        #expect(error?.code == .writeTableMismatch)
        #expect(error?.hint?.contains("CREATE UNIQUE INDEX") == true)
    }
}
