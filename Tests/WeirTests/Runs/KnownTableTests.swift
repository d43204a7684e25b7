import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("A table that is known beforehand")
struct KnownTableTests {
    @Test(
        "comes out as it was made, and what is wrong with it is found", arguments: 1...4 as ClosedRange<UInt64>,
        ["2KiB", "1MiB"])
    func known(seed: UInt64, batchBytes: String) async throws {
        let table = KnownTable(rows: 600, seed: seed)
        let work = try Workspace(table.text)
        let report = try await work.run(PipelineText(fields: KnownTable.fields), ["limits.batchBytes=\(batchBytes)"])
        #expect(report.status == .completed)
        #expect(try work.rows() == table.accepted)
        #expect(work.folder.text("rejects.csv") == table.rejected)
        #expect(try work.issues().map(\.brief) == table.issues)
        #expect(report.summary.totals.committed == table.accepted.count)
        #expect(try work.columns() == ["id", "count", "label", "note"])
    }
}
