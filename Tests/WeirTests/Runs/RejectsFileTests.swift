import Foundation
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("The rejects file")
struct RejectsFileTests {
    @Test("holds the bytes of the source, in its order, and nothing else", arguments: [21, 22, 23] as [UInt64])
    func bytes(seed: UInt64) async throws {
        let source = MessyFile.rows(400, seed: seed)
        let work = try Workspace(bytes: source)
        let report = try await work.run(PipelineText(fields: MessyFile.fields))
        #expect(report.summary.totals.rejected > 50)
        var rest = Data(source)
        let rejects = Data(try #require(work.bytes("rejects.csv")))
        // Every line of the rejects is found in the source, each one behind the one before it.
        for line in rejects.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            let range = try #require(rest.range(of: line))
            rest = Data(rest[range.upperBound...])
        }
    }

    @Test("loaded as it is, is rejected as it is, for the same reasons", arguments: [31, 32, 33, 34] as [UInt64])
    func fixedPoint(seed: UInt64) async throws {
        let work = try Workspace(bytes: MessyFile.rows(400, seed: seed))
        let pipeline = PipelineText(fields: MessyFile.fields)
        let first = try await work.run(pipeline)
        let rejects = try #require(work.bytes("rejects.csv"))
        let reasons = try work.issues().map(\.issueType)
        try work.put(rejects, in: "in.csv")
        let second = try await work.run(pipeline)
        #expect(second.summary.totals.accepted == 0)
        #expect(second.summary.totals.rejected == first.summary.totals.rejected)
        #expect(try work.issues().map(\.issueType) == reasons)
        #expect(work.bytes("rejects.csv") == rejects)
    }
}
