import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@Suite struct RejectsTests {
    private let folder: TemporaryFolder
    private var run: WriteRun
    private var builder: BatchBuilder
    private static let columns = [ColumnInfo(name: "a", type: .text, required: false)]

    init() throws {
        folder = try TemporaryFolder()
        run = WriteRun(columns: Self.columns, sources: ["one.csv", "two.csv", "three.csv"])
        run.options.rejects = folder("x.rejects.csv")
        run.options.issues = folder("x.issues.ndjson")
        builder = BatchBuilder(columns: Self.columns, prologue: "# note\r\na\r\n")
    }

    @Test("rejected records follow the header as they were written")
    mutating func asWritten() throws {
        builder.add([.text("1")], raw: "1\r\n")
        builder.add([.null], raw: "\"un\nclean\r\n", rejectedFor: .quoteError)
        let first = builder.build()
        builder.add([.null], raw: "2\n", rejectedFor: .typeError)
        builder.add([.null], raw: "last", rejectedFor: .typeError)
        builder.epilogue = "total,2"
        let receipts = try run.receipts(NullSink(), [first, builder.build()])
        #expect(folder.text("x.rejects.csv") == "# note\r\na\r\n\"un\nclean\r\n2\nlast\ntotal,2")
        #expect(receipts.last?.totals.isBalanced == true)
        #expect(run.summary.summary.rejectsFiles == [folder("x.rejects.csv")])
    }

    @Test("without a reject there is no file, and what an earlier run left is removed")
    mutating func staleFiles() throws {
        for name in ["x.rejects.csv", "x.rejects-2.csv", "x.issues.ndjson"] { try folder.put("old", in: name) }
        builder.add([.text("1")])
        _ = try run.receipts(NullSink(), [builder.build()])
        #expect(folder.names == [])
        #expect(run.summary.summary.rejectsFiles == [])
        #expect(run.summary.summary.issuesFile == nil)
    }

    @Test("sources that begin differently have rejects files of their own")
    mutating func severalHeaders() throws {
        var other = BatchBuilder(columns: Self.columns, prologue: "b")
        other.source = 1
        builder.add([.null], raw: "1", rejectedFor: .typeError)
        other.add([.null], raw: "2\n", rejectedFor: .typeError)
        other.epilogue = "end of b\n"
        let batches = [builder.build(), other.build()]
        builder.source = 2
        builder.add([.null], raw: "3\n", rejectedFor: .typeError)
        _ = try run.receipts(NullSink(), batches + [builder.build()])
        #expect(folder.text("x.rejects.csv") == "# note\r\na\r\n1\n3\n")
        #expect(folder.text("x.rejects-2.csv") == "b\n2\nend of b\n")
        #expect(run.summary.summary.sources.map(\.counts.rejected) == [1, 1, 1])
    }

    @Test("beyond their limits the files stop and the totals go on")
    mutating func limits() throws {
        run.options.rejectsLimit = 2
        run.options.issuesLimit = 3
        for row in 0..<10 {
            builder.add([.null], raw: "\(row)\n", rejectedFor: row < 7 ? .typeError : .missingCell)
        }
        _ = try run.receipts(NullSink(), [builder.build()])
        let summary = run.summary.summary
        #expect(folder.text("x.rejects.csv") == "# note\r\na\r\n0\n1\n")
        #expect(folder.text("x.issues.ndjson")?.split(separator: "\n").count == 3)
        #expect((summary.rejectsWritten, summary.rejectsOmitted) == (2, 8))
        #expect((summary.issuesWritten, summary.issuesOmitted) == (3, 7))
        #expect(summary.isPartial)
        #expect(summary.violations.entries.map(\.kind.code) == [.typeError, .missingCell])
        #expect(summary.violations.entries.map(\.count) == [7, 3])
        #expect(summary.violations.entries[0].firstRows == [1, 2, 3])
        #expect(summary.violations.entries[0].examples == ["v1", "v2", "v3"])
        #expect(summary.violations.entries[0].fieldName == "a")
    }

    @Test("an issue is one JSON object on one line, without what it does not have")
    mutating func issueLine() throws {
        builder.add([.null], rejectedFor: .typeError)
        _ = try run.receipts(NullSink(), [builder.build()])
        #expect(
            folder.text("x.issues.ndjson") == #"{"severity":"error","issue_type":"type-error","#
                + #""message":"row 1 is \"bad\"","row_number":1,"source":"source 1","line":2,"byte_offset":0,"#
                + #""field_name":"f0","field_number":1,"value":"v1"}"# + "\n"
        )
    }

    @Test("a corrected rejects file is not overwritten by the run that reads it, whatever name it goes by")
    mutating func inputIsKept() throws {
        try folder.put("corrected", in: "x.rejects.csv")
        run.sources = [
            SourceInfo(name: folder("../" + folder.path.split(separator: "/").last! + "/x.rejects.csv"), byteCount: nil)
        ]
        let error = #expect(throws: WeirError.self) { try run.receipts(NullSink(), []) }
        #expect(error?.code == .writeOverwritesInput)
        #expect(folder.text("x.rejects.csv") == "corrected")
    }

    @Test("twenty thousand different surplus cells are one kind of violation")
    mutating func boundedKinds() throws {
        for row in 0..<20_000 {
            builder.violate(.extraCell, column: row)
            builder.violate(.encodingError, column: row)
            builder.add([.text("x")])
        }
        _ = try run.receipts(NullSink(), [builder.build()])
        #expect(run.summary.summary.violations.entries.count <= 3)
        #expect(run.summary.summary.violations.count == 40_000)
    }
}
