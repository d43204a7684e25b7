import Foundation
import GRDB
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirValidate
import WeirWrite

@Suite("Mapping, light repair and generated columns")
struct MappingRunTests {
    static let fields = [
        "name: id, type: integer, from: Order ID",
        "name: code, type: string, trim: true, case: upper, nullIf: [none]",
        "name: amount, type: number, trim: true, nullIf: [-1], default: 0",
        "name: channel, type: string, constant: web",
    ]

    private func pipeline(_ sink: String, generated: Bool = true) -> PipelineText {
        var text = PipelineText(fields: Self.fields)
        text.read = "{ path: [a.csv, b.csv] }"
        text.sink = sink
        if generated {
            text.sink +=
                ", generated: { row: _weir_row, source: _weir_source, loadedAt: _weir_loaded_at, run: _weir_run }"
        }
        return text
    }

    private func workspace() throws -> Workspace {
        let work = try Workspace()
        try work.folder.put("Order ID,code,amount\n1, ab ,\" 5 \"\n2,\"none \",-1.0\nx,y, 7\n", in: "a.csv")
        try work.folder.put("Order ID,code,amount\n3,é,\n", in: "b.csv")
        return work
    }

    @Test("a database gets the mended values and the generated columns", arguments: ["1", "1MiB"], [1, 2])
    func database(batchBytes: String, workers: Int) async throws {
        let work = try workspace()
        let report = try await work.run(
            pipeline("sqlite: { path: out.db, table: t, mode: append }"),
            ["limits.batchBytes=\(batchBytes)", "limits.workers=\(workers)"])
        #expect(report.summary.totals.rejected == 1)
        #expect(
            try work.columns() == [
                "id", "code", "amount", "channel", "_weir_row", "_weir_source", "_weir_loaded_at", "_weir_run",
            ])
        let (a, b) = (work.folder("a.csv"), work.folder("b.csv"))
        let (time, run) = (ISOText.timestamp(report.run.startedAt), report.run.id)
        #expect(
            try work.rows() == [
                ["1", "AB", "5.0", "web", "1", a, time, run],
                ["2", nil, "0.0", "web", "2", a, time, run],
                ["3", "É", "0.0", "web", "1", b, time, run],
            ])
        #expect(work.folder.text("rejects.csv") == "Order ID,code,amount\nx,y, 7\n")
    }

    @Test("the copied image and the statements store the same")
    func paths() async throws {
        let rows = 5000
        let text = (1...rows).map { "\($0), c\($0) ,\($0 % 3 == 0 ? "-1" : "\($0)")\n" }.joined()
        var stored: [[[String?]]] = []
        for declaration in ["", "CREATE TABLE t (id INTEGER UNIQUE, code, amount, channel, _weir_row, _weir_source)"] {
            let work = try workspace()
            try work.folder.put("Order ID,code,amount\n" + text, in: "a.csv")
            if !declaration.isEmpty {
                try await DatabaseQueue(path: work.folder("out.db")).write { try $0.execute(sql: declaration) }
            }
            var pipeline = pipeline("sqlite: { path: out.db, table: t, mode: append }", generated: false)
            pipeline.read = "{ path: a.csv }"
            pipeline.sink += ", generated: { row: _weir_row, source: _weir_source }"
            try await work.run(pipeline)
            let all = try work.rows()
            #expect(all.count == rows)
            stored.append(all.map { $0.dropLast() + [$0.last.flatMap { $0 }.map { String($0.suffix(5)) }] })
        }
        #expect(stored[0] == stored[1])
        #expect(stored[0][2] == ["3", "C3", "0.0", "web", "3", "a.csv"])
    }

    @Test("files get the mended values and the generated columns")
    func files() async throws {
        let work = try workspace()
        let report = try await work.run(pipeline("csv: { path: out.csv }"))
        let time = ISOText.timestamp(report.run.startedAt)
        let lines = try #require(work.folder.text("out.csv")).split(separator: "\n")
        #expect(lines[0] == "id,code,amount,channel,_weir_row,_weir_source,_weir_loaded_at,_weir_run")
        #expect(lines[1] == "1,AB,5,web,1,\(work.folder("a.csv")),\(time),\(report.run.id)")
        #expect(lines[2].hasPrefix("2,,0,web,2,"))
        try await work.run(pipeline("ndjson: { path: out.ndjson }"))
        let objects = try #require(work.folder.text("out.ndjson")).split(separator: "\n")
        #expect(objects[1].hasPrefix(#"{"id":2,"code":null,"amount":0,"channel":"web","_weir_row":2,"_weir_source":""#))
        #expect(objects.count == 3)
    }

    @Test("without a schema a column of the data does not get the name of a generated one")
    func inferred() async throws {
        let work = try Workspace("n,a\n1,2\n")
        var text = PipelineText()
        text.sink = "sqlite: { path: out.db, table: t }, generated: { row: N }"
        try await work.run(text)
        #expect(try work.columns() == ["n_2", "a", "N"])
        #expect(try work.rows() == [["1", "2", "1"]])
    }

    @Test("an empty input makes no table of generated columns alone")
    func empty() async throws {
        let work = try Workspace("")
        var text = PipelineText()
        text.sink = "sqlite: { path: out.db, table: t }, generated: { row: n }"
        #expect(try await work.run(text).exitCode == .allAccepted)
    }

    @Test("names that are there twice are found before anything is read")
    func collisions() async throws {
        let work = try workspace()
        for generated in ["{ row: ID }", "{ row: n, source: N }", "{ run: \"\" }"] {
            var text = pipeline("sqlite: { path: out.db, table: t }", generated: false)
            text.sink += ", generated: \(generated)"
            await #expect(throws: (any Error).self, "\(generated)") { try await work.run(text) }
        }
    }
}
