import WeirModel

/// Watches the error budget row by row, so that where it is exceeded does not depend on how rows are batched.
struct ErrorBudgetState {
    /// The limit that was passed, and when.
    struct Excess: Equatable {
        enum Limit: Equatable {
            case count(Int)
            case ratio(Double)
            case window(ErrorBudget.Window)

            /// The setting, for reports.
            var name: String {
                switch self {
                case .count: "count"
                case .ratio: "ratio"
                case .window: "window"
                }
            }
        }

        var limit: Limit
        var rejected: Int
        var rows: Int
        /// The row of the batch that passed it; `nil` at the end of the input.
        var row: Int?
    }

    private let budget: ErrorBudget
    private var rows = 0
    private var rejected = 0
    private var newest: RejectionWindow?

    init(_ budget: ErrorBudget) {
        self.budget = budget
        newest = budget.window.map { RejectionWindow(rows: $0.rows) }
    }

    /// Counts the rows of a batch up to the one that passes a limit.
    mutating func take(_ batch: CheckedBatch) -> Excess? {
        let count = batch.rows
        let reachesSample = rows < budget.minimumSample && rows + count >= budget.minimumSample
        guard batch.acceptedCount < count || (reachesSample && rejected > 0) else {
            rows += count
            newest?.add(accepted: count)
            return nil
        }
        return batch.accepted.withUnsafeBufferPointer { accepted in
            for row in 0..<count {
                rows += 1
                if accepted[row] == 0 { rejected += 1 }
                newest?.add(isRejected: accepted[row] == 0)
                guard accepted[row] == 0 || rows == budget.minimumSample else { continue }
                if let limit = passedLimit(isEnd: false) {
                    return Excess(limit: limit, rejected: rejected, rows: rows, row: row)
                }
            }
            return nil
        }
    }

    /// Looks at the ratio a last time, however few rows there were.
    func finish() -> Excess? {
        passedLimit(isEnd: true).map { Excess(limit: $0, rejected: rejected, rows: rows, row: nil) }
    }

    private func passedLimit(isEnd: Bool) -> Excess.Limit? {
        if let count = budget.count, rejected > count { return .count(count) }
        if let ratio = budget.ratio, isEnd || rows >= budget.minimumSample,
            Double(rejected) > ratio * Double(rows)
        {
            return .ratio(ratio)
        }
        if let window = budget.window, let newest, newest.rejected > window.count { return .window(window) }
        return nil
    }
}

extension ErrorBudgetState.Excess: CustomStringConvertible {
    var description: String {
        let counts = "\(rejected) of \(rows) rows were rejected"
        switch limit {
        case .count(let count): return "\(counts), more than the error budget's count of \(count)"
        case .ratio(let ratio): return "\(counts), more than the error budget's ratio of \(ratio)"
        case .window(let window):
            return "more than \(window.count) of the last \(window.rows) rows were rejected, which the error budget's "
                + "window does not allow (\(counts) in all)"
        }
    }
}
