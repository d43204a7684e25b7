import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirValidate
import WeirWrite

@Suite("Several files are one table")
struct ManySourcesTests {
    static let fields = ["name: a, type: integer", "name: b, type: string"]

    private func workspace() throws -> Workspace {
        let work = try Workspace()
        try work.folder.put("a,b\n1,x\nbad,x\n", in: "2024-01.csv")
        try work.folder.put("a,b\r\n2,y\r\n\r\nworse,y", in: "2024-02.csv")
        try work.put(gzipMember(Array("a,b\n3,z\n".utf8)), in: "2024-03.csv")
        return work
    }

    @Test(
        "from a list or a pattern, each issue names its file, and each file has its account",
        arguments: ["[2024-01.csv, 2024-02.csv, 2024-03.csv]", "2024-*.csv"]
    )
    func accounts(path: String) async throws {
        let work = try workspace()
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.read = "{ path: \"\(path)\" }"
        if path.hasPrefix("[") { pipeline.read = "{ path: \(path) }" }
        let report = try await work.run(pipeline)
        #expect(try work.rows() == [["1", "x"], ["2", "y"], ["3", "z"]])
        let sources = report.summary.sources
        #expect(sources.map { String($0.name.suffix(11)) } == ["2024-01.csv", "2024-02.csv", "2024-03.csv"])
        #expect(sources.map(\.counts.accepted) == [1, 1, 1])
        #expect(sources.map(\.counts.rejected) == [1, 1, 0])
        #expect(sources.map(\.counts.skipped.header) == [1, 1, 1])
        #expect(sources.map(\.counts.skipped.blank) == [0, 1, 0])
        #expect(sources.map(\.counts.committed) == [1, 1, 1])
        let issues = try work.issues()
        #expect(issues.map { String($0.source.suffix(11)) } == ["2024-01.csv", "2024-02.csv"])
        #expect(issues.map(\.rowNumber) == [2, 2])
        #expect(issues.map(\.line) == [3, 4])
        #expect(issues.map(\.byteOffset) == [8, 12])
    }

    @Test("their rejects can be loaded again, although their line ends differ")
    func rejects() async throws {
        let work = try workspace()
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.read = "{ path: [2024-01.csv, 2024-02.csv] }"
        let first = try await work.run(pipeline)
        #expect(first.summary.rejectsFiles.count == 2)
        var again = RunOptions()
        again.input = first.summary.rejectsFiles
        pipeline.onViolation = "keep"
        pipeline.sink = "csv: { path: kept.csv }"
        let report = try await work.run(pipeline, ["write.rejects=none.csv"], options: again)
        #expect(report.summary.totals.accepted == 2)
        #expect(work.folder.text("kept.csv") == "a,b\n,x\n,y\n")
    }

    @Test("a header that differs is refused with all that is wrong, and nothing is loaded")
    func header() async throws {
        let work = try Workspace()
        try work.folder.put("a,b\n1,x\n", in: "1.csv")
        try work.folder.put("\nb,c,d\n1,2,3\n", in: "2.csv")
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.read = "{ path: [1.csv, 2.csv] }"
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        let report = try await work.run(pipeline)
        let error = try #require(report.error)
        #expect(error.code == .validateHeader)
        #expect(report.exitCode == .badInput)
        #expect(error.position?.file.hasSuffix("2.csv") == true)
        #expect(error.position?.line == 2)
        for problem in ["incorrect-label: column 1 is \"b\"", "column 2 is \"c\"", "extra-label: column 3"] {
            #expect(error.message.contains(problem), "\(problem)")
        }
        #expect(work.bytes("out.db") == nil)
    }

    @Test("without a schema the headers must be the same")
    func inferred() async throws {
        let work = try Workspace()
        try work.folder.put("a,b\n1,x\n", in: "1.csv")
        try work.folder.put("a,c\n1,2\n", in: "2.csv")
        var pipeline = PipelineText()
        pipeline.read = "{ path: [1.csv, 2.csv] }"
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .validateHeader)
        // Either of the two may be met first.
        let ends = ["column 2 is \"c\" here and \"b\" there", "column 2 is \"b\" here and \"c\" there"]
        #expect(ends.contains { report.error?.message.hasSuffix($0) == true })
        try work.folder.put("a,b\n2,y\n", in: "2.csv")
        #expect(try await work.run(pipeline).exitCode == .allAccepted)
    }

    @Test("an empty file among them has no rows and does not disturb the others", arguments: [0, 1, 2])
    func empty(place: Int) async throws {
        let work = try Workspace()
        for index in 0..<3 { try work.folder.put(index == place ? "" : "a,b\n\(index),x\n", in: "\(index).csv") }
        var pipeline = PipelineText()
        pipeline.read = "{ path: \"?.csv\" }"
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows() == (0..<3).filter { $0 != place }.map { ["\($0)", "x"] })
        #expect(report.summary.sources[place].counts == RowCounts())
    }

    @Test(
        "an input that is not there is an error with its path, before anything is made",
        arguments: [
            ("missing.csv", "read.notFound"), ("nothing-*.csv", "read.notFound"), (".", "read.isDirectory"),
        ])
    func missing(path: String, code: String) async throws {
        let work = try Workspace()
        var pipeline = PipelineText()
        pipeline.read = "{ path: \"\(path)\" }"
        let error = await #expect(throws: WeirError.self) { try await work.run(pipeline) }
        #expect(error?.code.rawValue == code)
        #expect(error.map { "\($0)".contains(path) } == true)
        #expect(work.folder.names == ["pipeline.yaml"])
    }

    @Test(
        "an output that is an input is refused and the input is as it was",
        arguments: [
            "csv: { path: in.csv }", "ndjson: { path: in.csv }", "sqlite: { path: in.csv, table: t }",
        ])
    func overwrites(sink: String) async throws {
        let work = try Workspace("a\n1\n")
        var pipeline = PipelineText()
        pipeline.sink = sink
        let report = try await work.run(pipeline)
        #expect(report.error?.code == .writeOverwritesInput)
        #expect(report.exitCode == .badPipeline)
        #expect(work.folder.text("in.csv") == "a\n1\n")
    }
}
