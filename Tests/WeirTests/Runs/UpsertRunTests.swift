import Testing
import Weir
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite

@Suite("A table that is brought up to date")
struct UpsertRunTests {
    private var pipeline: PipelineText {
        var pipeline = PipelineText(fields: [
            "name: id, type: integer, constraints: { required: true }",
            "name: day, type: date, constraints: { required: true }", "name: text, type: string",
        ])
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: upsert, key: [id] }"
        return pipeline
    }

    @Test("the last row of a key wins, whatever the workers and the size of batches")
    func lastWins() async throws {
        var random = SeededGenerator(seed: 5)
        var expected: [Int: [String?]] = [:]
        var input = "id,day,text\n"
        for row in 0..<3000 {
            let id = Int.random(in: 0..<700, using: &random)
            let isBad = row.isMultiple(of: 97)
            input += "\(id),\(isBad ? "no day" : "2024-01-\(10 + row % 20)"),row \(row)\n"
            if !isBad { expected[id] = ["\(id)", "2024-01-\(10 + row % 20)", "row \(row)"] }
        }
        let wanted = expected.sorted { $0.key < $1.key }.map(\.value)
        for workers in [1, 4] {
            for size in ["1KiB", "9KiB", "1MiB"] {
                let work = try Workspace(input)
                let report = try await work.run(
                    pipeline, ["limits.workers=\(workers)", "limits.batchBytes=\(size)", "write.commitBytes=20kB"])
                #expect(report.error == nil)
                #expect(report.summary.totals.committed == 3000 - 31)
                #expect(report.summary.commits > 1)
                // The key is the row id, so this is the order of the keys.
                #expect(try work.rows() == wanted, "\(workers) workers, batches of \(size)")
                let added = wanted.count
                #expect(
                    report.summary.notes
                        == ["mode upsert: \(added) rows added, \(2969 - added) changed"])
            }
        }
    }

    @Test("a second input changes what it has and leaves the rest, without a schema too")
    func second() async throws {
        let work = try Workspace("id,text\na,1\nb,2\n")
        var pipeline = PipelineText()
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: upsert, key: id }"
        try await work.run(pipeline)
        try work.folder.put("id,text\nb,3\nc,4\n", in: "in.csv")
        try await work.run(pipeline)
        #expect(try work.rows() == [["a", "1"], ["b", "3"], ["c", "4"]])
        try work.folder.put("id,text\n,5\n", in: "in.csv")
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .writeRowRefused)
        #expect(try work.rows().count == 3)
    }

    @Test(
        "a key that does not go with the mode or the schema is refused where it is written",
        arguments: [
            ("mode: upsert", "9:5", "key: is missing: mode: upsert needs the columns that tell rows apart"),
            ("key: [id]", "11:5", "key: is for mode: upsert only"),
            (
                "mode: upsert\n    key: [id, iid]", "12:15",
                "key.1: the schema has no field \"iid\" (did you mean \"id\"?)"
            ),
            (
                "mode: upsert\n    key: tex", "12:10",
                "key.0: the schema has no field \"tex\" (did you mean \"text\"?)"
            ),
            (
                "mode: upsert\n    key: [text]", "12:11",
                "key.0: the field \"text\" may be without a value, and then it is not clear which row is meant: "
                    + "give it `constraints: { required: true }`"
            ),
        ])
    func lint(setting: String, place: String, message: String) throws {
        let work = try Workspace()
        try work.folder.put(
            """
            read: { path: in.csv }
            validate:
              schema:
                fields:
                  - { name: id, constraints: { required: true } }
                  - { name: text }
            write:
              sqlite:
                path: out.db
                table: t
                \(setting)
            """, in: "p.yaml")
        let problems = #expect(throws: SpecProblems.self) { try Pipeline.load(work.folder("p.yaml"), environment: [:]) }
        #expect(problems?.problems.map(\.description) == ["\(work.folder("p.yaml")):\(place): write.sqlite.\(message)"])
    }

    @Test("explain says by which way rows come into the table, and why")
    func explained() async throws {
        let work = try Workspace("a,b\n1,x\n")
        let text = PipelineText(fields: ["name: a, type: integer", "name: b"])
        try work.folder.put(text.text, in: "pipeline.yaml")
        func explain(_ overrides: [String] = []) throws -> Explanation {
            try Explanation(
                PipelineRun(Pipeline.load(work.folder("pipeline.yaml"), overrides: overrides, environment: [:])))
        }
        let fresh = try explain()
        #expect(fresh.text.contains("by database pages, because the database is new\n"))
        #expect(fresh.json.contains(#""load_method":{"name":"database pages","reason":"the database is new"}"#))
        try await work.run(text)
        #expect(try explain().text.contains("by page images, because the table has no index, trigger or key\n"))
        let upsert = try explain([
            "write.sqlite.mode=upsert", "write.sqlite.key=a", "validate.schema.fields.0.constraints={ required: true }",
        ])
        #expect(upsert.text.contains("by prepared statement, because mode: upsert changes rows that are there\n"))
        let null = try explain(["write.sqlite=null", "write.null={}"])
        #expect(!null.text.contains("because"))
        #expect(null.json.contains(#""load_method":null"#))
    }
}
