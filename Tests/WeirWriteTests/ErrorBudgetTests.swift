import Testing
import WeirModel
import WeirTestKit

@testable import WeirWrite

@Suite struct ErrorBudgetTests {
    private func batches(_ verdicts: [Bool], sizes: () -> Int) -> [CheckedBatch] {
        var builder = BatchBuilder(columns: [ColumnInfo(name: "a", type: .text, required: false)])
        var batches: [CheckedBatch] = []
        var rest = verdicts[...]
        while !rest.isEmpty {
            let part = rest.prefix(sizes())
            rest = rest.dropFirst(part.count)
            for isAccepted in part { builder.add([.text("x")], rejectedFor: isAccepted ? nil : .typeError) }
            batches.append(builder.build())
        }
        return batches
    }

    /// The record at which the budget is exceeded, counted row by row; 0: at the end; `nil`: never.
    private func twin(_ verdicts: [Bool], _ budget: ErrorBudget) -> Int? {
        var rejected = 0
        func isOver(_ rows: Int, isEnd: Bool) -> Bool {
            if let count = budget.count, rejected > count { return true }
            if let window = budget.window, !isEnd {
                let newest = verdicts[max(rows - window.rows, 0)..<rows]
                if newest.count(where: { !$0 }) > window.count { return true }
            }
            guard let ratio = budget.ratio, isEnd || rows >= budget.minimumSample else { return false }
            return Double(rejected) > ratio * Double(rows)
        }
        for (row, isAccepted) in verdicts.enumerated() {
            if !isAccepted { rejected += 1 }
            if isOver(row + 1, isEnd: false) { return row + 1 }
        }
        return isOver(verdicts.count, isEnd: true) ? 0 : nil
    }

    @Test("however rows are batched, the budget is exceeded at the same record")
    func anyBatching() {
        var random = SeededGenerator(seed: 3)
        var seen: Set<Int> = []
        for _ in 0..<400 {
            let verdicts = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                Int.random(in: 0..<5, using: &random) > 0
            }
            let budget = ErrorBudget(
                count: Bool.random(using: &random) ? Int.random(in: 0...12, using: &random) : nil,
                ratio: Bool.random(using: &random) ? Double.random(in: 0...0.3, using: &random) : nil,
                minimumSample: Int.random(in: 0...50, using: &random),
                window: Bool.random(using: &random)
                    ? .init(rows: Int.random(in: 1...70, using: &random), count: Int.random(in: 0...6, using: &random))
                    : nil
            )
            let expected = twin(verdicts, budget)
            seen.insert(expected.map { min($0, 1) } ?? -1)
            for size in [1, 7, 1000] {
                var state = ErrorBudgetState(budget)
                var found: Int?
                for batch in batches(verdicts, sizes: { size }) {
                    guard let excess = state.take(batch) else { continue }
                    found = excess.rows
                    #expect(excess.row.map { batch.records.firstRecord + $0 + 1 } == found)
                    break
                }
                if found == nil, state.finish() != nil { found = 0 }
                #expect(found == expected, "\(budget) in batches of \(size)")
            }
        }
        #expect(seen == [-1, 0, 1], "the cases cover: never, at the end, at a record")
    }

    @Test("the run ends with the limit that was passed, and the rejects up to there are on disk")
    func runEnds() throws {
        let folder = try TemporaryFolder()
        var run = WriteRun(columns: [ColumnInfo(name: "a", type: .text, required: false)])
        run.options.rejects = folder("r.csv")
        run.options.errorBudget = ErrorBudget(count: 2)
        let batches = batches([true, false, false, true, false, false], sizes: { 6 })
        let error = #expect(throws: WeirError.self) { try run.receipts(NullSink(), batches) }
        #expect(error?.code == .writeBudgetExceeded)
        #expect(error?.message == "3 of 5 rows were rejected, more than the error budget's count of 2")
        #expect(error?.position?.line == 6)
        #expect(folder.text("r.csv") == "h\nx\nx\nx\n")
    }
}
