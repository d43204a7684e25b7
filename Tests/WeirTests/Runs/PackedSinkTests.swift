import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("Files that are packed while they are written")
struct PackedSinkTests {
    @Test("hold what the plain file holds, and can be read again", arguments: ["csv", "ndjson"])
    func packed(format: String) async throws {
        let work = try Workspace("a,b\n" + (0..<3000).map { "\($0),text \($0 % 7)\n" }.joined())
        var text = PipelineText()
        text.sink = "\(format): { path: out.\(format) }"
        try await work.run(text)
        text.sink = "\(format): { path: out.\(format).gz }"
        text.limits = "{ batchBytes: 1KiB }"
        try await work.run(text)
        let plain = try #require(work.bytes("out.\(format)"))
        let packed = try #require(work.bytes("out.\(format).gz"))
        #expect(packed.count < plain.count)
        #expect(gzipContent(packed) == plain)

        var again = PipelineText(read: "{ path: out.\(format).gz }")
        if format == "ndjson" { again.parse = "{ format: jsonl }" }
        let report = try await work.run(again)
        #expect(report.summary.totals.accepted == 3000)
    }

    @Test("without a row are gzip files all the same", arguments: ["csv", "ndjson"])
    func empty(format: String) async throws {
        let work = try Workspace("a\n")
        var text = PipelineText()
        text.sink = "\(format): { path: out.gz }"
        try await work.run(text)
        let packed = try #require(work.bytes("out.gz"))
        #expect(gzipContent(packed) == Array((format == "csv" ? "a\n" : "").utf8))
    }
}
