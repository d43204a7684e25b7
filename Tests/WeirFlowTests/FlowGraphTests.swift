import Testing
import WeirFlow
import WeirTestKit

/// A graph that is not whole is refused before any stage is made.
@Suite("A flow's graph")
struct FlowGraphTests {
    @Test("may not have two stages of one name")
    func duplicateName() async {
        await expectRefusal(.duplicateName("read")) { flow, life in
            let items = flow.read("read") { EndlessSource(life) }
            flow.sink("read", items) { DroppingSink() }
        }
    }

    @Test("may not leave an output that nobody takes")
    func unconsumed() async {
        await expectRefusal(.notConsumedOnce("read")) { flow, life in
            _ = flow.read("read") { EndlessSource(life) }
        }
        await expectRefusal(.notConsumedOnce("second")) { flow, life in
            let items = flow.read("read") { EndlessSource(life) }
            flow.sink("sink", items) { DroppingSink() }
            _ = flow.read("second") { EndlessSource(life) }
        }
    }

    @Test("may not give an output to two stages")
    func consumedTwice() async {
        await expectRefusal(.notConsumedOnce("read")) { flow, life in
            let items = flow.read("read") { EndlessSource(life) }
            flow.sink("one", items) { DroppingSink() }
            flow.sink("two", items) { DroppingSink() }
        }
    }

    @Test("may not take an output from another flow, even one of the same name")
    func otherFlow() throws {
        var other: FlowStream<Item>?
        _ = try? flowPlan { flow in other = flow.read("read") { EndlessSource(LifeCounter()) } }
        let stray = try #require(other)
        #expect(throws: FlowError.notConsumedOnce("read")) {
            try flowPlan { flow in
                _ = flow.read("read") { EndlessSource(LifeCounter()) }
                flow.sink("sink", stray) { DroppingSink() }
            }
        }
    }

    @Test("is refused with the name of the stage")
    func description() {
        #expect("\(FlowError.duplicateName("read"))".contains("'read'"))
        #expect("\(FlowError.notConsumedOnce("parse"))".contains("'parse'"))
    }

    @Test("may be empty, and gives what the body returns")
    func value() async throws {
        #expect(try await withFlow { _ in 42 } == 42)
    }

    @Test("can be seen as a plan without running it")
    func plan() throws {
        let life = LifeCounter()
        let plan = try flowPlan(limits: FlowLimits(edgeBytes: 100, workers: 3)) { flow in
            let items = flow.read("read") { EndlessSource(life) }
            flow.sink("write", flow.fanOut("check", items, Unchanged()), on: .dedicatedThread) { DroppingSink() }
        }
        #expect(life.born == 0)
        #expect(plan.nodes.map(\.name) == ["read", "check", "write"])
        #expect(plan.nodes.map(\.kind) == [.source, .fanOut, .sink])
        #expect(plan.nodes.map(\.upstream) == [nil, "read", "check"])
        #expect(plan.nodes.map(\.slotBytes) == [0, 400, 0])
        #expect(plan.nodes.map(\.workers) == [1, 3, 1])
        #expect(plan.nodes.map(\.slots) == [0, 5, 0])
        #expect(plan.nodes.map(\.hasOwnThread) == [true, false, true])
        #expect(plan.nodes.map(\.edgeBytes) == [100, 100, nil])
        #expect(plan.edgeBytes == 200)
        // One item in "read", five in "check", one in "write", and the two edges.
        #expect(plan.bound(itemBytes: 10) == 270)
        // An edge takes one item even if that is heavier than its limit; so does the order in "check", with one before
        // it and one behind.
        #expect(plan.bound(itemBytes: 1_000) == 7_000)
    }

    @Test("is checked for a plan as for a run")
    func planIsChecked() {
        #expect(throws: FlowError.notConsumedOnce("read")) {
            try flowPlan { flow in _ = flow.read("read") { EndlessSource(LifeCounter()) } }
        }
    }

    @Test("keeps its limits at one or more")
    func limits() {
        #expect(FlowLimits(edgeBytes: 0, workers: -3) == FlowLimits(edgeBytes: 1, workers: 1))
        let most = FlowLimits(edgeBytes: .max, workers: .max, fanOutBytes: .max)
        #expect(most.slots == 1026)
        #expect(most.fanOutBytes == 1 << 40)
    }

    private func expectRefusal(
        _ error: FlowError,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (FlowBuilder, LifeCounter) -> Void
    ) async {
        let life = LifeCounter()
        await #expect(throws: error, sourceLocation: sourceLocation) {
            try await withFlow { flow in body(flow, life) }
        }
        #expect(life.born == 0, sourceLocation: sourceLocation)
    }
}

private struct Unchanged: Transform {
    func callAsFunction(_ input: consuming Item) -> Item { input }
}
