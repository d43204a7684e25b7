import Testing
import WeirFlow
import WeirTestKit

/// Where an error may come from, what the caller of a flow sees of it, and that everything ends.
@Suite("A flow that fails", .timeLimit(.minutes(2)))
struct FlowErrorTests {
    /// The places where user code runs.
    enum Place: String, CaseIterable, Sendable {
        case sourceMake, sourceNext, stageMake, stagePush, stageNext, stageFinish, transform, sinkMake, sinkConsume,
            sinkFinish
    }

    @Test("throws the stage's own error, wherever it comes from", arguments: Place.allCases)
    func surfaces(place: Place) async {
        for count in [0, 1, 200] {
            // Some places are reached only if there is an item.
            if count == 0 && [.stagePush, .transform, .sinkConsume].contains(place) { continue }
            await #expect(throws: Failure(place.rawValue)) { try await run(failingAt: place, count: count) }
        }
    }

    @Test("throws the body's error before anything runs")
    func body() async {
        let life = LifeCounter()
        await #expect(throws: Failure("body")) {
            try await withFlow { flow in
                let items = flow.read("read") { EndlessSource(life) }
                flow.sink("sink", items) { ItemSink(CollectedItems()) }
                throw Failure("body")
            }
        }
        #expect(life.born == 0)
    }

    @Test("stops a stage that has nothing to do with the one that failed")
    func separateChains() async {
        await #expect(throws: Failure("chain")) {
            try await withFlow(limits: FlowLimits(edgeBytes: 1)) { flow in
                let endless = flow.read("endless") { EndlessSource(LifeCounter()) }
                flow.sink("endless sink", endless) { DroppingSink() }
                let failing = flow.read("failing") { ItemSource([Item(1), Item(2)], thenFail: Failure("chain")) }
                flow.sink("failing sink", failing) { DroppingSink() }
            }
        }
    }

    @Test("lets go of every stage", arguments: Place.allCases)
    func teardown(place: Place) async throws {
        let life = LifeCounter()
        await #expect(throws: Failure.self) { try await run(failingAt: place, count: 100, life: life) }
        #expect(life.died == life.born)
        #expect(life.born >= 1 || place == .sourceMake)
    }

    @Test("lets go of every stage after a good end, too")
    func goodEnd() async throws {
        let life = LifeCounter()
        try await run(failingAt: nil, count: 10, life: life)
        #expect(life.born == 3)
        #expect(life.died == 3)
    }

    @Test("lets go of every item that was on its way")
    func items() async throws {
        let life = LifeCounter()
        let monitor = FlowMonitor()
        await #expect(throws: Failure("full")) {
            try await withFlow(limits: FlowLimits(edgeBytes: 5, workers: 2), monitor: monitor) { flow in
                let items = flow.read("read") { LivingSource(life) }
                flow.sink("sink", flow.fanOut("same", items, Same())) { RefusingSink(after: 20) }
            }
        }
        // The monitor still holds the edges.
        #expect(life.born > 20)
        #expect(life.died == life.born)
        #expect(monitor.snapshot().stages.allSatisfy { $0.state == .failed })
    }

    @Test("throws CancellationError when the surrounding task is cancelled")
    func cancelled() async throws {
        for yields in 0..<100 {
            let life = LifeCounter()
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await withFlow(limits: FlowLimits(edgeBytes: 1, workers: 2)) { flow in
                            let items = flow.read("read", on: .sharedPool) { EndlessSource(life) }
                            let same = flow.stage("stage", items) { FailingStage(nil, life) }
                            flow.sink("sink", flow.fanOut("same", same, FailingTransform(fails: false))) {
                                DroppingSink()
                            }
                        }
                    }
                    for _ in 0..<yields { await Task.yield() }
                    group.cancelAll()
                    try await group.next()
                }
            }
            #expect(life.died == life.born)
        }
    }

    private func run(failingAt place: Place?, count: Int, life: LifeCounter = LifeCounter()) async throws {
        try await withFlow(limits: FlowLimits(edgeBytes: 3, workers: 2)) { flow in
            let items = flow.read("read") {
                if place == .sourceMake { throw Failure("sourceMake") }
                return FailingSource(count, fails: place == .sourceNext, life)
            }
            let passed = flow.stage("stage", items) {
                if place == .stageMake { throw Failure("stageMake") }
                return FailingStage(place, life)
            }
            let same = flow.fanOut("transform", passed, FailingTransform(fails: place == .transform))
            flow.sink("sink", same) {
                if place == .sinkMake { throw Failure("sinkMake") }
                return FailingSink(place, life)
            }
        }
    }
}
