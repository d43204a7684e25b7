import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// What a monitor shows has to add up, or nobody can trust it.
@Suite("A flow's monitor", .timeLimit(.minutes(2)))
struct FlowMonitorTests {
    @Test("sees as many rows before a stage as come out of the one before it")
    func rows() async throws {
        let monitor = FlowMonitor()
        #expect(monitor.snapshot().stages.isEmpty)
        let items = (0..<500).map { Item($0, weight: 1 + $0 % 4) }
        try await withFlow(limits: FlowLimits(edgeBytes: 8, workers: 3), monitor: monitor) { flow in
            let numbers = flow.read("numbers") { ItemSource(items) }
            let even = flow.stage("even", numbers) { EvenNumbers() }
            flow.sink("sink", flow.fanOut("same", even, Unchanged())) { DroppingSink() }
        }
        let stages = monitor.snapshot().stages
        #expect(stages.map(\.name) == ["numbers", "even", "same", "sink"])
        #expect(stages.map(\.kind) == [.source, .stage, .fanOut, .sink])
        #expect(stages.map(\.rows) == [500, 250, 250, 250])
        #expect(stages.map(\.state) == [.finished, .finished, .finished, .finished])
        for (before, after) in zip(stages, stages.dropFirst()) { #expect(before.output == after.input) }
        #expect(stages[0].bytes == items.reduce(0) { $0 + $1.weight })
        #expect(stages[1].bytes == items.reduce(0) { $0 + ($1.value % 2 == 0 ? $1.weight : 0) })
        for stage in stages { #expect(stage.output?.fill ?? 0 == 0) }
        for stage in stages { #expect(stage.output?.peak ?? 0 <= 8) }
    }

    @Test("shows which stages were done and which failed")
    func states() async {
        let monitor = FlowMonitor()
        await #expect(throws: Failure("late")) {
            try await withFlow(limits: FlowLimits(edgeBytes: 100), monitor: monitor) { flow in
                let numbers = flow.read("numbers") { ItemSource([Item(1)]) }
                flow.sink("sink", numbers) { FailingAtTheEnd() }
            }
        }
        #expect(monitor.snapshot().stage("numbers")?.state == .finished)
        #expect(monitor.snapshot().stage("sink")?.state == .failed)
        #expect(monitor.snapshot().stage("nobody") == nil)
    }

    @Test("counts the time that each stage works, by the given clock")
    func busy() async throws {
        // Time passes only inside the two stages, and they never work at the same time.
        let clock = ManualClock()
        let monitor = FlowMonitor(clock: clock.flowClock)
        try await withFlow(limits: FlowLimits(edgeBytes: 100), monitor: monitor, clock: clock.flowClock) { flow in
            let numbers = flow.read("numbers") { EndingSource { clock.advance(by: 7) } }
            flow.sink("sink", numbers) { WorkingAtTheEnd { clock.advance(by: 5) } }
        }
        let progress = monitor.snapshot()
        #expect(progress.time == 12)
        #expect(progress.stage("numbers")?.busy == 7)
        #expect(progress.stage("sink")?.busy == 5)
    }

    @Test("gives rows per second between two moments")
    func rate() async throws {
        let clock = ManualClock()
        let monitor = FlowMonitor(clock: clock.flowClock)
        let before = Mutex<FlowProgress?>(nil)
        try await withFlow(monitor: monitor, clock: clock.flowClock) { flow in
            let numbers = flow.read("numbers") { ItemSource((0..<30).map { Item($0) }) }
            flow.sink("sink", numbers) {
                before.withLock { $0 = monitor.snapshot() }
                return WorkingAtTheEnd { clock.advance(by: 2_000_000_000) }
            }
        }
        let start = try #require(before.withLock { $0 })
        let rows = 30 - (start.stage("sink")?.rows ?? 0)
        #expect(monitor.snapshot().rowsPerSecond("sink", since: start) == Double(rows) / 2)
        #expect(start.rowsPerSecond("sink", since: start) == 0)
    }
}

/// Time that passes only when it is told to.
private final class ManualClock: Sendable {
    private let time = Atomic<UInt64>(0)

    var flowClock: FlowClock { FlowClock { self.time.load(ordering: .relaxed) } }
    func advance(by nanoseconds: UInt64) { time.add(nanoseconds, ordering: .relaxed) }
}

private struct EvenNumbers: Transducer {
    private var item: Item?

    mutating func push(_ input: consuming Item) { item = input.value.isMultiple(of: 2) ? input : nil }

    mutating func next() -> Item? {
        defer { item = nil }
        return item
    }

    mutating func finish() {}
}

private struct Unchanged: Transform {
    func callAsFunction(_ input: consuming Item) -> Item { input }
}

/// Works, and then has nothing.
private struct EndingSource: Source {
    let work: @Sendable () -> Void

    mutating func next() -> Item? {
        work()
        return nil
    }
}

/// Works when there are no more items.
private struct WorkingAtTheEnd: Sink {
    let work: @Sendable () -> Void

    mutating func consume(_ input: consuming Item) {}
    mutating func finish() { work() }
}

private struct FailingAtTheEnd: Sink {
    mutating func consume(_ input: consuming Item) {}
    mutating func finish() throws { throw Failure("late") }
}
