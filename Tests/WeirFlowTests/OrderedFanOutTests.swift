import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// Several workers give what one loop gives.
@Suite("An ordered fan-out", .timeLimit(.minutes(2)))
struct OrderedFanOutTests {
    @Test("keeps the order of the inputs, whoever finishes first", arguments: 1...8)
    func order(workers: Int) async throws {
        let items = (0..<400).map { Item($0) }
        let results = CollectedItems<Item>()
        try await withFlow(limits: FlowLimits(edgeBytes: 3, workers: workers)) { flow in
            let numbers = flow.read("numbers", on: .sharedPool) { ItemSource(items) }
            flow.sink("results", flow.fanOut("work", numbers, UnevenWork())) { ItemSink(results) }
        }
        #expect(results.items == items.map { Item($0.value * 2) })
    }

    @Test("gives what a plain loop gives")
    func law() async {
        await expectTransformLaw((0..<200).map { Item($0) }, UnevenWork(), summary: \.value)
        await expectTransformLaw([Item](), UnevenWork(), summary: \.value)
        await expectTransformLaw((0..<50).map { Item($0) }, UnevenWork(failing: [31, 17, 40]), summary: \.value)
    }

    @Test("fails with the first failing input in input order", arguments: 1...8)
    func firstFailure(workers: Int) async throws {
        // The first failing input takes the longest, so that the later ones have failed before it.
        for _ in 0..<20 {
            let results = CollectedItems<Item>()
            await #expect(throws: Failure("item 7")) {
                try await withFlow(limits: FlowLimits(edgeBytes: 100, workers: workers)) { flow in
                    let numbers = flow.read("numbers") { ItemSource((0..<40).map { Item($0) }) }
                    let work = UnevenWork(failing: [7, 8, 9, 10], slow: 7)
                    flow.sink("results", flow.fanOut("work", numbers, work)) { ItemSink(results) }
                }
            }
            #expect(results.items == Array((0..<7).map { Item($0 * 2) }.prefix(results.items.count)))
        }
    }

    @Test("ends when the source fails while jobs still wait for a worker")
    func sourceFails() async {
        for count in 0..<60 {
            await #expect(throws: Failure("disk")) {
                try await withFlow(limits: FlowLimits(edgeBytes: 100, workers: 2)) { flow in
                    let items = (0..<count).map { Item($0) }
                    let numbers = flow.read("numbers", on: .sharedPool) {
                        ItemSource(items, thenFail: Failure("disk"))
                    }
                    flow.sink("results", flow.fanOut("work", numbers, UnevenWork())) { ItemSink(CollectedItems()) }
                }
            }
        }
    }

    @Test("fuses a second transform behind the first")
    func fused() async throws {
        let results = CollectedItems<Item>()
        try await withFlow(limits: FlowLimits(workers: 3)) { flow in
            let numbers = flow.read("numbers") { ItemSource((0..<20).map { Item($0) }) }
            flow.sink("results", flow.fanOut("work", numbers, UnevenWork(), then: UnevenWork())) { ItemSink(results) }
        }
        #expect(results.items == (0..<20).map { Item($0 * 4) })
    }

    @Test("has no more items on their way than the plan says", arguments: 1...4)
    func bound(workers: Int) async throws {
        let limits = FlowLimits(edgeBytes: 1, workers: workers)
        let onTheirWay = OnTheirWay()
        let items = (0..<300).map { Item($0) }
        try await withFlow(limits: limits) { flow in
            let numbers = flow.read("numbers", on: .sharedPool) { ItemSource(items) }
            let counted = flow.stage("enter", numbers) { Passing(count: { onTheirWay.enter() }) }
            flow.sink("results", flow.fanOut("work", counted, UnevenWork())) { SlowSink(leave: onTheirWay.leave) }
        }
        // One in the hands of the stage before, one on each edge, one in the hands of the sink.
        #expect(onTheirWay.most <= limits.slots + 4)
        #expect(onTheirWay.most > workers)
    }
}

/// Doubles a number; how long that takes looks random, and some inputs fail.
private struct UnevenWork: Transform {
    var failing: Set<Int> = []
    var slow: Int?

    func callAsFunction(_ input: consuming Item) throws -> Item {
        var generator = SeededGenerator(seed: UInt64(input.value))
        let rounds = input.value == slow ? 100_000 : Int.random(in: 0...2_000, using: &generator)
        for _ in 0..<rounds { _ = generator.next() }
        if failing.contains(input.value) { throw Failure("item \(input.value)") }
        return Item(input.value * 2)
    }
}

/// Counts how many items are somewhere between two points.
private final class OnTheirWay: Sendable {
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

/// Lets items pass and calls out for each.
private struct Passing: Transducer {
    let count: @Sendable () -> Void
    private var item: Item?

    init(count: @escaping @Sendable () -> Void) { self.count = count }

    mutating func push(_ input: consuming Item) {
        count()
        item = input
    }

    mutating func next() -> Item? {
        defer { item = nil }
        return item
    }

    mutating func finish() {}
}

/// Gives everybody else time before it lets an item go.
private struct SlowSink: Sink {
    let leave: @Sendable () -> Void

    mutating func consume(_ input: consuming Item) async {
        for _ in 0..<60 { await Task.yield() }
        leave()
    }

    mutating func finish() {}
}
