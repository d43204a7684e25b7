import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@Suite("What happens to rows that break a rule")
struct ViolationPolicyTests {
    static let fields = [
        "name: a, type: integer", "name: b, type: string, constraints: { maxLength: 3 }", "name: c, type: date",
    ]
    static let input = #"""
        a,b,c
        1,x,2024-01-31
        2,x,2024-02-01,surplus,"and ""more"""
        3
        four,x,31.12.2024
        5,toolong,2024-02-02
        6,"5" x,2024-02-03
        7,y,2024-02-04

        """#

    @Test("keep: surplus cells are lost, missing ones are null, values of another type are null")
    func keep() async throws {
        let work = try Workspace(Self.input)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.onViolation = "keep"
        let report = try await work.run(pipeline)
        #expect(
            try work.rows() == [
                ["1", "x", "2024-01-31"],
                ["2", "x", "2024-02-01"],
                ["3", nil, nil],
                [nil, "x", nil],
                ["5", "toolong", "2024-02-02"],
                ["6", "\"5\" x", "2024-02-03"],
                ["7", "y", "2024-02-04"],
            ])
        #expect(report.summary.totals.rejected == 0)
        #expect(report.exitCode == .rowsRejected)
        #expect(work.bytes("rejects.csv") == nil)
        let issues = try work.issues()
        #expect(issues.allSatisfy { $0.severity == "warning" })
        #expect(
            issues.map { "\($0.rowNumber) \($0.issueType)" } == [
                "2 extra-cell", "2 extra-cell", "3 missing-cell", "3 missing-cell", "4 type-error", "4 type-error",
                "5 constraint-error", "6 quote-error", "6 constraint-error",
            ])
    }

    @Test("keep: a record with a line end in quotes and too many cells is one row, never two")
    func keepDoesNotSplit() async throws {
        let work = try Workspace("a,b\n\"1\n2\",3,4,5,6\n7,8\n")
        var pipeline = PipelineText(fields: ["name: a, type: string", "name: b, type: string"])
        pipeline.onViolation = "keep"
        try await work.run(pipeline)
        #expect(try work.rows() == [["1\n2", "3"], ["7", "8"]])
    }

    @Test("keep: a required value that is missing is null")
    func keepRequired() async throws {
        let work = try Workspace("a,b\n,1\n")
        var pipeline = PipelineText(fields: [
            "name: a, type: integer, constraints: { required: true }", "name: b, type: any",
        ])
        pipeline.onViolation = "keep"
        try await work.run(pipeline)
        #expect(try work.rows() == [[nil, "1"]])
        #expect(try work.issues().map(\.brief) == ["1 constraint-error a required"])
    }

    @Test("keep: bytes that are not valid become the replacement character")
    func keepMisencoded() async throws {
        let work = try Workspace(bytes: Array("a,b\ncaf".utf8) + [0xE9] + Array(",1\n".utf8))
        var pipeline = PipelineText()
        pipeline.onViolation = "keep"
        try await work.run(pipeline)
        #expect(try work.rows() == [["caf\u{FFFD}", "1"]])
    }

    @Test("reject: the row is left out, and its bytes are in the rejects under the original header")
    func reject() async throws {
        let work = try Workspace(Self.input)
        let report = try await work.run(PipelineText(fields: Self.fields))
        #expect(try work.rows() == [["1", "x", "2024-01-31"], ["7", "y", "2024-02-04"]])
        #expect(report.summary.totals.rejected == 5)
        let lines = Self.input.split(separator: "\n").map(String.init)
        let rejected = (lines[0...0] + lines[2...6]).map { $0 + "\n" }.joined()
        #expect(work.folder.text("rejects.csv") == rejected)
        #expect(try work.issues().allSatisfy { $0.severity == "error" })
    }

    @Test("stop: the run ends at the first bad row, says where it is, and stores nothing of its batch")
    func stop() async throws {
        let work = try Workspace(Self.input)
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.onViolation = "stop"
        let report = try await work.run(pipeline)
        #expect(report.status == .failed)
        #expect(report.exitCode == .budgetExceeded)
        #expect(report.error?.code == .validateViolation)
        #expect(report.error?.position?.file.hasSuffix("in.csv") == true)
        #expect(report.error?.position?.line == 3)
        #expect(try work.issues().map(\.rowNumber) == [2])
        #expect(report.summary.violations.count == 1)
    }

    @Test("stop: a file without a bad row is loaded")
    func stopWithoutFault() async throws {
        let work = try Workspace("a,b,c\n1,x,2024-01-31\n")
        var pipeline = PipelineText(fields: Self.fields)
        pipeline.onViolation = "stop"
        let report = try await work.run(pipeline)
        #expect(report.exitCode == .allAccepted)
        #expect(try work.rows().count == 1)
    }
}
