import Dispatch
import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// A stage that blocks has its thread to itself and takes none from the stages that compute.
@Suite("A stage on a thread of its own", .timeLimit(.minutes(2)))
struct DedicatedThreadTests {
    @Test("may block for as long as another stage of the flow needs")
    func blocking() async throws {
        let gate = DispatchSemaphore(value: 0)
        let results = CollectedItems<Item>()
        try await withFlow(limits: FlowLimits(edgeBytes: 1)) { flow in
            // More of them than the shared pool has threads. They go on blocking after they had to wait for room.
            for index in 0..<40 {
                let gated = flow.read("gated \(index)") { GatedSource(gate, count: 5) }
                flow.sink("gated sink \(index)", gated) { ItemSink(results) }
            }
            let opener = flow.read("opener", on: .sharedPool) { ItemSource((0..<200).map { Item($0) }) }
            flow.sink("opener sink", flow.fanOut("open", opener, Opening(gate: gate))) { DroppingSink() }
        }
        #expect(results.items.count == 200)
    }

    @Test("may block at both ends of one flow that feed each other")
    func pingPong() async throws {
        let gate = DispatchSemaphore(value: 1)
        let count = Mutex(0)
        try await withFlow(limits: FlowLimits(edgeBytes: 1)) { flow in
            // The source waits in a system call until the sink has taken the item before.
            let numbers = flow.read("numbers") { GatedSource(gate, count: 500) }
            flow.sink("sink", numbers, on: .dedicatedThread) {
                SignallingSink {
                    count.withLock { $0 += 1 }
                    gate.signal()
                }
            }
        }
        #expect(count.withLock { $0 } == 500)
    }
}

/// Gives items, and waits in the calling thread before each.
private struct GatedSource: Source {
    private let gate: DispatchSemaphore
    private var left: Int

    init(_ gate: DispatchSemaphore, count: Int) {
        self.gate = gate
        left = count
    }

    mutating func next() -> Item? {
        guard left > 0 else { return nil }
        left -= 1
        gate.wait()
        return Item(left)
    }
}

private struct Opening: Transform {
    let gate: DispatchSemaphore

    func callAsFunction(_ input: consuming Item) -> Item {
        gate.signal()
        return input
    }
}

private struct SignallingSink: Sink {
    let onItem: @Sendable () -> Void

    mutating func consume(_ input: consuming Item) { onItem() }
    mutating func finish() {}
}
