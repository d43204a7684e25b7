import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// Two ways to end a flow early: "stop" is an error, "enough" is a good end.
@Suite("A flow that ends early", .timeLimit(.minutes(2)))
struct FlowStopTests {
    @Test("throws when it is asked to stop, and asks the source for nothing more")
    func stopped() async {
        let stop = StopSignal()
        let asked = Mutex(0)
        let results = CollectedItems<Item>()
        await #expect(throws: FlowError.stopped) {
            try await withFlow(stop: stop) { flow in
                let numbers = flow.read("numbers") {
                    EndlessSource(LifeCounter()) { count in
                        asked.withLock { $0 = count }
                        if count == 10 { stop.request() }
                    }
                }
                flow.sink("results", numbers) { ItemSink(results) }
            }
        }
        #expect(asked.withLock { $0 } == 10)
        #expect(!results.isFinished)
        #expect(!results.items.contains(10))
    }

    @Test("asks a source for nothing if it was stopped before")
    func stoppedBefore() async {
        let stop = StopSignal()
        stop.request()
        let asked = Mutex(0)
        await #expect(throws: FlowError.stopped) {
            try await withFlow(stop: stop) { flow in
                let numbers = flow.read("numbers") {
                    EndlessSource(LifeCounter()) { count in asked.withLock { $0 = count } }
                }
                flow.sink("results", numbers) { DroppingSink() }
            }
        }
        #expect(asked.withLock { $0 } == 0)
    }

    @Test("ends well when a stage further down has all it wants")
    func enough() async throws {
        let enough = StopSignal()
        let results = CollectedItems<Item>()
        let monitor = FlowMonitor()
        try await withFlow(limits: FlowLimits(edgeBytes: 2), monitor: monitor) { flow in
            let numbers = flow.read("numbers", until: enough) { EndlessSource(LifeCounter()) }
            flow.sink("results", flow.stage("first five", numbers) { First(5, enough) }) { ItemSink(results) }
        }
        #expect(results.items == [1, 2, 3, 4, 5])
        #expect(results.isFinished)
        #expect(monitor.snapshot().stages.allSatisfy { $0.state == .finished })
    }
}

/// Passes the first items on, says that it has enough, and drops the rest.
private struct First: Transducer {
    private var left: Int
    private let enough: StopSignal
    private var item: Item?

    init(_ count: Int, _ enough: StopSignal) {
        left = count
        self.enough = enough
    }

    mutating func push(_ input: consuming Item) {
        if left > 0 { item = input }
        left -= 1
        if left == 0 { enough.request() }
    }

    mutating func next() -> Item? {
        defer { item = nil }
        return item
    }

    mutating func finish() {}
}
