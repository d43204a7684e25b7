import WeirFlow
import WeirModel
import WeirValidate

/// Batches that are in memory, checked by several workers: what the fan-out itself gives.
func validatedFlow(_ batches: [RecordBatch], _ validator: Validator, workers: Int) async throws {
    try await withFlow(limits: FlowLimits(edgeBytes: 64 << 20, workers: workers)) { flow in
        let records = flow.read("read") { BatchSource(batches) }
        let checked = flow.fanOut("validate", records, validator)
        flow.sink("count", checked) { RowSink(expected: batches.reduce(0) { $0 + $1.rowCount }) }
    }
}

private struct BatchSource: Source {
    private let batches: [RecordBatch]
    private var index = 0

    init(_ batches: [RecordBatch]) { self.batches = batches }

    mutating func next() -> RecordBatch? {
        guard index < batches.count else { return nil }
        defer { index += 1 }
        return batches[index]
    }
}

private struct RowSink: Sink {
    let expected: Int
    var count = 0

    init(expected: Int) { self.expected = expected }

    mutating func consume(_ input: consuming CheckedBatch) async { count += input.rows }

    func finish() async { precondition(count == expected, "the flow lost rows") }
}
