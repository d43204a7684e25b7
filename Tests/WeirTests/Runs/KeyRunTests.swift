import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirValidate
import WeirWrite

@Suite("Keys in whole runs")
struct KeyRunTests {
    static let sections: PipelineText = {
        var sections = PipelineText()
        sections.read = "{ path: [in.csv, more.csv] }"
        sections.fields = [
            "name: id, type: integer", "name: code, constraints: { unique: true }", "name: part, type: number",
        ]
        sections.schema = ["primaryKey: id", "uniqueKeys: [[code, part]]"]
        return sections
    }()

    private func workspace() throws -> Workspace {
        let work = try Workspace("id,code,part\n1,a,1\n007,b,2\nx,c,3\n7,d,4\n8,a,5\n9,d,6\n,e,7\n")
        try work.folder.put("id,code,part\n10,c,3\n+1,e,1.0\n11,,1\n12,,1\n13,\"d\",\n", in: "more.csv")
        return work
    }

    @Test("the first row with a key has it, and the others say which row that is")
    func issues() async throws {
        let work = try workspace()
        let report = try await work.run(Self.sections)
        #expect(report.exitCode == .rowsRejected)
        #expect(try work.rows().map { $0[0] } == ["1", "7", "9", "10", "11", "12"])
        let issues = try work.issues()
        #expect(
            issues.map(\.brief) == [
                "3 type-error id", "4 primary-key id", "5 unique-error code", "7 constraint-error id required",
                "2 primary-key id", "5 unique-error code",
            ])
        #expect(
            issues.map(\.message).filter { $0.contains("occurs") } == [
                "the primary key \"7\" occurs first in row 2", "\"a\" occurs first in row 1",
                "the primary key \"+1\" occurs first in row 1 of \(work.folder("in.csv"))",
                "\"d\" occurs first in row 6 of \(work.folder("in.csv"))",
            ])
        #expect(issues.map(\.previousRowNumber) == [nil, 2, 1, nil, 1, 6])
        #expect(issues.map { $0.previousSource != nil } == [false, false, false, false, true, true])
        #expect(issues.map(\.value) == ["x", "7", "a", nil, "+1", "d"])
        #expect(work.folder.text("rejects.csv") == "id,code,part\nx,c,3\n7,d,4\n8,a,5\n,e,7\n+1,e,1.0\n13,\"d\",\n")
    }

    @Test("a key of several fields is shown with all of them")
    func composite() async throws {
        let work = try Workspace("country,id\nDE,1\nFR,1\nDE,01\n,1\n,1\n")
        var sections = PipelineText()
        sections.fields = ["name: country", "name: id, type: integer"]
        sections.schema = ["uniqueKeys: [[country, id]]"]
        try await work.run(sections)
        let issues = try work.issues()
        #expect(issues.map(\.message) == ["the key (country, id) = (\"DE\", \"01\") occurs first in row 1"])
        #expect(issues.map(\.fieldName) == [nil])
        #expect(try work.rows().count == 4)
    }

    @Test("rows that are kept have their keys, and the issues are warnings")
    func kept() async throws {
        let work = try workspace()
        var sections = Self.sections
        sections.onViolation = "keep"
        let report = try await work.run(sections)
        #expect(report.summary.totals.accepted == 12)
        let issues = try work.issues().filter { $0.message.contains("occurs") }
        #expect(Set(issues.map(\.severity)) == ["warning"])
        #expect(
            issues.map { "\($0.rowNumber) \($0.previousRowNumber ?? 0)" } == [
                "4 2", "5 1", "6 4", "1 3", "1 3", "2 1", "2 7", "5 4",
            ])
    }

    @Test("with stop the first row whose key is taken ends the run")
    func stop() async throws {
        let work = try Workspace("id,code,part\n1,a,1\n2,a,1\n1,b,2\n")
        try work.folder.put("id,code,part\n", in: "more.csv")
        var sections = Self.sections
        sections.onViolation = "stop"
        let report = try await work.run(sections)
        #expect(report.error?.code.rawValue == "validate.violation")
        #expect(report.error?.message == "the key (code, part) = (\"a\", \"1\") occurs first in row 1")
        #expect(report.summary.totals.committed == 0)
    }

    @Test(
        "every sink gets exactly the accepted rows, whatever the workers, the batches and the memory",
        arguments: [
            "sqlite: { path: out.db, table: t, mode: append }", "sqlite: { path: out.db, table: t, mode: replace }",
            "csv: { path: out.csv }", "ndjson: { path: out.ndjson }",
        ])
    func sinks(sink: String) async throws {
        var random = SeededGenerator(seed: 11)
        var text = "id,code,part\n"
        for row in 0..<9_000 {
            let id = Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 0..<9_000, using: &random) : row * 7
            text += "\(id),c\(Int.random(in: 0..<60_000, using: &random)),\(row)\n"
        }
        let work = try Workspace(text)
        try work.folder.put("id,code,part\n0,c1,1\n-5,z,1\n", in: "more.csv")
        var sections = Self.sections
        sections.sink = sink
        var outcomes: [[String]] = []
        for limits in [
            ["workers=1", "batchBytes=1MiB"], ["workers=4", "batchBytes=1KiB"],
            ["workers=4", "batchBytes=20KiB", "keyMemory=64KiB"], ["workers=1", "batchBytes=1KiB", "keyMemory=64KiB"],
        ] {
            try work.remove("out.db", "out.csv", "out.ndjson")
            let report = try await work.run(sections, limits.map { "limits.\($0)" })
            #expect(report.error == nil)
            #expect(report.summary.totals.rejected > 1_000)
            let rows =
                sink.hasPrefix("sqlite")
                ? try work.rows().map { "\($0)" }
                : [work.folder.text("out.csv") ?? work.folder.text("out.ndjson") ?? ""]
            outcomes.append(
                rows + [work.folder.text("issues.ndjson") ?? "", work.folder.text("rejects.csv") ?? ""])
        }
        for outcome in outcomes { #expect(outcome == outcomes[0]) }
    }

    @Test("explain says what keys cost, and the bound on memory has them")
    func explained() throws {
        let work = try workspace()
        func explanation(_ sections: PipelineText) throws -> Explanation {
            try work.folder.put(sections.text, in: "pipeline.yaml")
            let pipeline = try Pipeline.load(work.folder("pipeline.yaml"), environment: [:])
            return try Explanation(PipelineRun(pipeline, cores: 2))
        }
        let keyed = try explanation(Self.sections)
        #expect(keyed.text.contains("of it for keys at most 32 MiB, then at most 16 GiB in "))
        #expect(keyed.keys.map(\.name) == ["primary key (id)", "unique (code)", "unique (code, part)"])
        var sections = Self.sections
        sections.schema = []
        sections.fields[1] = "name: code"
        let plain = try explanation(sections)
        #expect(!plain.text.contains("for keys"))
        #expect(keyed.memoryBound >= plain.memoryBound + 32 << 20)
    }
}
