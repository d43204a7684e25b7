import Testing

@testable import WeirFlow

/// Rates come from two moments and nothing else.
@Suite("The progress of a flow")
struct FlowProgressTests {
    @Test("gives rows and bytes per second, and the cores that were busy")
    func rates() {
        let before = progress(time: 1_000_000_000, items: 10, busy: 500_000_000)
        let now = progress(time: 3_000_000_000, items: 50, busy: 3_500_000_000)
        #expect(now.rowsPerSecond("work", since: before) == 20)
        #expect(now.bytesPerSecond("work", since: before) == 60)
        #expect(now.busyCores("work", since: before) == 1.5)
    }

    @Test("gives no rate when no time has passed, it ran backwards, or the stage is not there")
    func noRate() {
        let before = progress(time: 5, items: 1, busy: 0)
        let now = progress(time: 9, items: 5, busy: 4)
        #expect(now.rowsPerSecond("work", since: now) == 0)
        #expect(before.rowsPerSecond("work", since: now) == 0)
        #expect(now.rowsPerSecond("nobody", since: before) == 0)
    }

    @Test("shows for a sink what it has taken, not what waits for it")
    func sinkRows() {
        var edge = EdgeCounters(limit: 100)
        for value in 1...3 { edge.enqueue(Item(value, weight: 3)) }
        edge.dequeue(Item(1, weight: 3))
        let stage = stage(.sink, input: edge, output: nil)
        #expect(stage.rows == 1)
        #expect(stage.bytes == 3)
        #expect(stage.queue == 0.06)
    }

    /// A stage that has put out so many items of weight 3.
    private func progress(time: UInt64, items: Int, busy: UInt64) -> FlowProgress {
        var edge = EdgeCounters(limit: 100)
        for value in 0..<items { edge.pass(Item(value, weight: 3)) }
        return FlowProgress(time: time, stages: [stage(.source, busy: busy, input: nil, output: edge)])
    }

    private func stage(
        _ kind: FlowProgress.Kind,
        busy: UInt64 = 0,
        input: EdgeCounters?,
        output: EdgeCounters?
    ) -> FlowProgress.Stage {
        FlowProgress.Stage(name: "work", kind: kind, state: .running, busy: busy, input: input, output: output)
    }
}
