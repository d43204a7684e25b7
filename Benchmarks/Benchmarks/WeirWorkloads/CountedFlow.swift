import WeirFlow

/// What an empty flow costs per item: a source, a fan-out and a sink that do nothing.
func countedFlow(items: Int, workers: Int) async throws {
    try await withFlow(limits: FlowLimits(edgeBytes: 64, workers: workers)) { flow in
        let numbers = flow.read("read") { CountingSource(left: items) }
        let same = flow.fanOut("same", numbers, SameItem())
        flow.sink("count", same) { CountingSink(expected: items) }
    }
}

private struct Item: Sendable, Weighted {
    var weight: Int { 1 }
    var rows: Int { 1 }
}

private struct CountingSource: Source {
    var left: Int

    mutating func next() -> Item? {
        guard left > 0 else { return nil }
        left -= 1
        return Item()
    }
}

private struct SameItem: Transform {
    func callAsFunction(_ input: consuming Item) -> Item { input }
}

private struct CountingSink: Sink {
    let expected: Int
    var count = 0

    init(expected: Int) { self.expected = expected }

    mutating func consume(_ input: consuming Item) async { count += 1 }

    func finish() async { precondition(count == expected, "the flow lost items") }
}
