import Testing
import WeirInfer
import WeirModel
import WeirParse

@Suite("The files in Samples, one trap each") struct TrapTests {
    /// A file and what must be found in it.
    struct Trap: CustomTestStringConvertible {
        var file: String
        var delimiter: String
        var fields: [String]
        var records: Int
        /// Records that no pipeline accepts.
        var rejected = 0
        /// Something else that must hold of the dialect.
        var dialect: @Sendable (ParseSettings) -> Bool = { $0.dialect.header }
        /// What a comment must say.
        var says = ""

        var testDescription: String { file }
    }

    @Test("are understood, and the pipeline loads them as it is", arguments: Traps.all)
    func trap(_ trap: Trap) async throws {
        let inferred = try Inferred(sample: trap.file)
        #expect(inferred.table.parse.dialect.delimiter == trap.delimiter)
        #expect(inferred.fields == trap.fields)
        #expect(trap.dialect(inferred.table.parse))
        #expect(inferred.comments.contains(trap.says) || trap.says.isEmpty, "\(inferred.comments)")
        let totals = try await inferred.run()
        #expect(totals.accepted == trap.records)
        #expect(totals.rejected == trap.rejected)
    }
}
