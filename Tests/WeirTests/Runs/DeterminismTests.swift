import Testing
import Weir
import WeirModel
import WeirParse
import WeirTestKit
import WeirWrite

@Suite("The same input gives the same result")
struct DeterminismTests {
    /// All that a run leaves behind and says.
    struct Outcome: Equatable {
        var rows: [[String?]]
        var rejects: [UInt8]?
        var issues: [UInt8]?
        var totals: RowCounts
        var violations: ViolationTotals
        var error: String?
    }

    static let sizes = ["1KiB", "7KiB", "64KiB", "1MiB"]
    static let settings = [1, 2, 4].flatMap { workers in
        sizes.map { ["limits.workers=\(workers)", "limits.batchBytes=\($0)"] }
    }

    @Test(
        "a sample, whatever the workers and the size of batches",
        arguments: ["orders", "readings", "requirements"]
    )
    func samples(name: String) async throws {
        let work = try Workspace(sample: name)
        var outcomes: [Outcome] = []
        for overrides in Self.settings {
            let report = try await work.run(file: "\(name).yaml", overrides)
            outcomes.append(try outcome(report, work, name))
        }
        expectAllEqual(outcomes, Self.settings)
        #expect(outcomes[0].rows.isEmpty == false)
    }

    @Test("a compressed sample of several batches")
    func flights() async throws {
        let work = try Workspace(sample: "flights")
        let settings = [["1", "1MiB"], ["4", "7KiB"], ["2", "64KiB"]]
            .map { ["limits.workers=\($0[0])", "limits.batchBytes=\($0[1])"] }
        var outcomes: [Outcome] = []
        for overrides in settings {
            let report = try await work.run(file: "flights.yaml", overrides)
            outcomes.append(try outcome(report, work, "flights"))
        }
        expectAllEqual(outcomes, settings)
    }

    @Test("a random file full of faults, rejected or kept", arguments: [1, 2] as [UInt64], ["reject", "keep"])
    func messy(seed: UInt64, policy: String) async throws {
        let bytes = MessyFile.rows(1000, seed: seed)
        let outcomes = try await outcomes(of: bytes, policy)
        let totals = outcomes[0].totals
        #expect(totals.accepted > 500)
        #expect(outcomes[0].violations.entries.count >= 8)
        #expect(
            Set(outcomes[0].violations.entries.map(\.kind.code))
                == Set(IssueCode.allCases).subtracting([
                    .uniqueError, .primaryKey, .foreignKey, .jsonError, .duplicateMember, .cellError, .cellUnreadable,
                    .duplicateCell, .misplacedCell, .formulaWithoutValue, .targetError,
                ]))
        // Only what is too long to be held is rejected under `keep`.
        let tooLong = outcomes[0].violations.entries.filter { $0.kind.code == .recordTooLong }.map(\.count)
        #expect(policy == "reject" || [totals.rejected] == tooLong)
    }

    @Test("bytes without any order, rejected or kept", arguments: [4, 5, 6] as [UInt64], ["reject", "keep"])
    func soup(seed: UInt64, policy: String) async throws {
        let bytes = MessyFile.soup(6000, seed: seed)
        let outcomes = try await outcomes(of: bytes, policy)
        #expect(outcomes[0].error == nil)
        #expect(outcomes[0].violations.count > 100)
    }

    @Test("a run that ends at a bad row ends at the same row, with the same message", arguments: ["stop", "budget"])
    func ends(why: String) async throws {
        let work = try Workspace(bytes: MessyFile.rows(800, seed: 9))
        var pipeline = PipelineText(fields: MessyFile.fields)
        if why == "stop" { pipeline.onViolation = "stop" } else { pipeline.errorBudget = "{ count: 40 }" }
        pipeline.sink = "sqlite: { path: out.db, table: t, mode: replace }"
        var outcomes: [Outcome] = []
        for overrides in Self.settings {
            let report = try await work.run(pipeline, overrides)
            #expect(work.bytes("out.db") == nil)
            // How many good rows were seen by then is not part of the promise: none was committed.
            var outcome = try outcome(report, work, nil)
            outcome.totals = RowCounts()
            outcomes.append(outcome)
        }
        expectAllEqual(outcomes, Self.settings)
        #expect(outcomes[0].error != nil)
    }

    @Test("every implementation of the structural scan", arguments: ScanKernel.available)
    func kernels(kernel: ScanKernel) async throws {
        let work = try Workspace(bytes: MessyFile.rows(400, seed: 10) + MessyFile.soup(2000, seed: 11))
        let pipeline = PipelineText(fields: MessyFile.fields)
        var outcomes: [Outcome] = []
        for kernel in [.portable, kernel] {
            try work.remove("out.db")
            var options = RunOptions()
            options.kernel = kernel.rawValue
            let report = try await work.run(pipeline, options: options)
            #expect(report.kernel == kernel.rawValue)
            outcomes.append(try outcome(report, work, nil))
        }
        expectAllEqual(outcomes, [["portable"], [kernel.rawValue]])
    }

    /// Runs one input with all settings and expects one outcome.
    private func outcomes(of bytes: [UInt8], _ policy: String) async throws -> [Outcome] {
        let work = try Workspace(bytes: bytes)
        var pipeline = PipelineText(fields: MessyFile.fields)
        pipeline.rules = MessyFile.rules
        pipeline.onViolation = policy
        pipeline.limits = "{ recordBytes: 4KiB }"
        let settings = [(1, "1MiB"), (1, "1KiB"), (2, "7KiB"), (4, "1KiB"), (4, "64KiB"), (3, "1")]
            .map { ["limits.workers=\($0.0)", "limits.batchBytes=\($0.1)"] }
        var outcomes: [Outcome] = []
        for overrides in settings {
            try work.remove("out.db")
            let report = try await work.run(pipeline, overrides)
            let outcome = try outcome(report, work, nil)
            expectAccounted(outcome, of: bytes)
            outcomes.append(outcome)
        }
        expectAllEqual(outcomes, settings)
        return outcomes
    }

    private func outcome(_ report: RunReport, _ work: Workspace, _ sample: String?) throws -> Outcome {
        let database = sample.map { "\($0).db" } ?? "out.db"
        return Outcome(
            rows: work.bytes(database) == nil ? [] : try work.rows(sample ?? "t", of: database),
            rejects: work.bytes(sample.map { "\($0).rejects.csv" } ?? "rejects.csv")
                ?? work.bytes("\(sample ?? "").rejects.jsonl"),
            issues: work.bytes(sample.map { "\($0).issues.ndjson" } ?? "issues.ndjson"),
            totals: report.summary.totals,
            violations: report.summary.violations,
            error: report.error.map { "\($0)" }
        )
    }

    private func expectAccounted(_ outcome: Outcome, of source: [UInt8]) {
        #expect(outcome.rows.count == outcome.totals.committed)
        #expect(outcome.issues.map { $0.count { $0 == UInt8(ascii: "\n") } } ?? 0 == outcome.violations.count)
        #expect(outcome.rejects == nil || outcome.totals.rejected > 0)
    }

    private func expectAllEqual(_ outcomes: [Outcome], _ settings: [[String]]) {
        for (outcome, setting) in zip(outcomes, settings).dropFirst() {
            #expect(outcome.rows == outcomes[0].rows, "\(setting)")
            #expect(outcome.rejects == outcomes[0].rejects, "\(setting)")
            #expect(outcome.issues == outcomes[0].issues, "\(setting)")
            #expect(outcome.totals == outcomes[0].totals, "\(setting)")
            #expect(outcome.violations == outcomes[0].violations, "\(setting)")
            #expect(outcome.error == outcomes[0].error, "\(setting)")
        }
    }
}
