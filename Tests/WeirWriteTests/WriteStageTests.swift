import Testing
import WeirModel
import WeirTestKit
import WeirWrite

@Suite struct WriteStageTests {
    private static let columns = [ColumnInfo(name: "a", type: .text, required: true)]
    private var run = WriteRun(columns: columns)

    /// Batches of rows of two bytes; every third row is rejected.
    private func batches(rows: Int, perBatch: Int) -> [CheckedBatch] {
        var builder = BatchBuilder(columns: Self.columns)
        builder.skipped.header = 1
        var batches: [CheckedBatch] = []
        for row in 0..<rows {
            builder.add([.text("x")], rejectedFor: row % 3 == 2 ? .typeError : nil)
            if (row + 1) % perBatch == 0 {
                builder.skipped.blank += 1
                batches.append(builder.build())
            }
        }
        return batches
    }

    @Test("a commit comes after the given number of source bytes, and a last one always")
    mutating func commitBytes() throws {
        run.options.commit = .bytes(16)
        let sink = RecordingSink()
        let receipts = try run.receipts(sink, batches(rows: 12, perBatch: 3))
        #expect(
            sink.log == [
                "open a!", "append 2", "append 2", "append 2", "commit 6 rejects 0", "append 2", "commit 2 rejects 0",
                "finish",
            ]
        )
        #expect(receipts.map(\.number) == [1, 2])
        #expect(receipts.map(\.isLast) == [false, true])
        #expect(receipts.map(\.recordsOfSource) == [9, 12])
        #expect(receipts.map(\.byteOffset) == [18, 24])
    }

    @Test("the account balances at each receipt", arguments: [1, 2, 3, 6, 12])
    mutating func conservation(_ perBatch: Int) throws {
        run.options.commit = .everyBatch
        let receipts = try run.receipts(RecordingSink(), batches(rows: 12, perBatch: perBatch))
        #expect(receipts.allSatisfy { $0.totals.isBalanced && $0.counts.isBalanced })
        #expect(receipts.count == 12 / perBatch + 1)
        let summary = run.summary.summary
        #expect(summary.totals == receipts.last?.totals)
        #expect(summary.sources.map(\.counts) == [summary.totals])
        #expect((summary.totals.accepted, summary.totals.rejected) == (8, 4))
        #expect(summary.commits == receipts.count)
    }

    @Test("an atomic sink remembers how far the run is, and shows its rows at the end")
    mutating func atomic() throws {
        run.options.commit = .everyBatch
        let sink = RecordingSink(isAtomic: true)
        let receipts = try run.receipts(sink, batches(rows: 6, perBatch: 3))
        #expect(
            sink.log == [
                "open a!", "append 2", "commit 0 rejects 0", "append 2", "commit 0 rejects 0", "commit 4 rejects 0",
                "finish",
            ])
        #expect(receipts.map(\.isLast) == [true])
    }

    @Test("an empty input still makes the table and a last receipt")
    func emptyInput() throws {
        let sink = RecordingSink()
        let receipts = try run.receipts(sink, [])
        #expect(sink.log == ["open a!", "commit 0 rejects 0", "finish"])
        #expect(receipts.map(\.isLast) == [true])
        #expect(receipts.first?.totals.isBalanced == true)
    }

    @Test("columns that only the data shows are taken from the first batch that has some")
    mutating func derivedColumns() throws {
        run.columns = TableColumns { batch in
            batch.records.header.labels.map { ColumnInfo(name: $0, type: .text, required: false) }
        }
        var nothing = BatchBuilder(columns: [])
        let sink = RecordingSink()
        _ = try run.receipts(sink, [nothing.build()] + batches(rows: 3, perBatch: 3))
        #expect(sink.log == ["open a", "append 2", "commit 2 rejects 0", "finish"])
    }

    @Test("rejects are stored before the commit that counts them")
    mutating func rejectsFirst() throws {
        let folder = try TemporaryFolder()
        run.options.rejects = folder("r.csv")
        run.options.commit = .everyBatch
        let sink = RecordingSink()
        try run.run(sink, batches(rows: 6, perBatch: 3)) { receipt in
            #expect(folder.text("r.csv")?.utf8.count == 2 + receipt.totals.rejected * 2)
        }
        #expect(sink.log.contains("commit 2 rejects 4"))
        #expect(sink.log.contains("commit 2 rejects 6"))
    }

    @Test("to stop at a violation ends the run with the first one and undoes the rest")
    mutating func stop() throws {
        run.options.onViolation = .stop
        let sink = RecordingSink()
        let error = #expect(throws: WeirError.self) { try run.receipts(sink, batches(rows: 3, perBatch: 3)) }
        #expect(error?.code == .validateViolation)
        #expect(error?.message == "row 3 is \"bad\"")
        #expect(error?.position?.line == 4)
        #expect(sink.log == ["open a!", "abort"])
    }

    @Test("a row that is kept may lack a required value")
    mutating func keep() throws {
        run.options.onViolation = .keep
        let sink = RecordingSink()
        _ = try run.receipts(sink, [])
        #expect(sink.log.first == "open a")
    }

    @Test("a row that the target refuses ends the run and is named")
    func refusedRow() throws {
        let sink = RecordingSink(refusedRow: 1)
        let error = #expect(throws: WeirError.self) { try run.receipts(sink, batches(rows: 3, perBatch: 3)) }
        #expect(error?.code == .writeRowRefused)
        #expect(error?.message == "the target refused record 2: no room")
        #expect(error?.position?.description == "in.csv:3 (byte 2)")
        #expect(sink.log == ["open a!", "abort"])
    }
}
