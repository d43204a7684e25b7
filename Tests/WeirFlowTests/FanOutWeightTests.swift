import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// Many workers on heavy items may not hold more than was allowed.
@Suite("The weight inside a fan-out", .timeLimit(.minutes(2)))
struct FanOutWeightTests {
    @Test("is bounded however many workers there are", arguments: [1, 2, 8, 64])
    func bounded(workers: Int) async throws {
        let inside = Inside()
        let limits = FlowLimits(edgeBytes: 1, workers: workers, fanOutBytes: 100)
        try await withFlow(limits: limits) { flow in
            let items = (0..<200).map { Item($0, weight: 50) }
            let numbers = flow.read("numbers", on: .sharedPool) { ItemSource(items) }
            flow.sink("leave", flow.fanOut("enter", numbers, Entering(inside: inside))) { Leaving(inside: inside) }
        }
        // Two wait in order, one is being handed out, one is on the edge and one in the sink. The one that is being
        // handed in has not reached a worker.
        #expect(inside.most <= 5)
        #expect(inside.most >= 1)
    }

    @Test("lets an item pass that is heavier than all limits", arguments: [1, 4])
    func oversize(workers: Int) async throws {
        let items = (0..<50).map { Item($0, weight: 1_000) }
        let results = CollectedItems<Item>()
        try await withFlow(limits: FlowLimits(edgeBytes: 1, workers: workers, fanOutBytes: 1)) { flow in
            let numbers = flow.read("numbers", on: .sharedPool) { ItemSource(items) }
            flow.sink("all", flow.fanOut("same", numbers, Entering(inside: Inside()))) { ItemSink(results) }
        }
        #expect(results.items == items)
    }
}

/// Counts how many items have reached a worker and not left the sink.
private final class Inside: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func enter() {
        state.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
}

private struct Entering: Transform {
    let inside: Inside

    func callAsFunction(_ input: consuming Item) -> Item {
        inside.enter()
        return input
    }
}

/// Gives everybody else time before it lets an item go.
private struct Leaving: Sink {
    let inside: Inside

    mutating func consume(_ input: consuming Item) async {
        for _ in 0..<20 { await Task.yield() }
        inside.leave()
    }

    mutating func finish() {}
}
