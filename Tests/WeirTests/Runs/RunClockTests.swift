import Foundation
import Synchronization
import Testing
import WeirFlow
import WeirModel

@testable import Weir

@Suite("The clock of a run")
struct RunClockTests {
    /// A clock that says what it is told to say, one after the other.
    private final class Script<Time: Sendable>: Sendable {
        private let times: Mutex<[Time]>

        init(_ times: [Time]) { self.times = Mutex(times.reversed()) }

        func next() -> Time { times.withLock { $0.count > 1 ? $0.removeLast() : $0[0] } }
    }

    @Test("asks the wall once, and then only what goes forward")
    func monotonic() {
        let wall = Script([1000.0, 400, 5000])
        let ticks = Script<UInt64>([7_000_000_000, 7_500_000_000, 9_000_000_000])
        let clock = RunClock(wall: wall.next, monotonic: FlowClock(now: ticks.next))
        #expect(clock.start == 1000)
        #expect(clock.now() == 1000.5)
        #expect(clock.now() == 1002)
        #expect(wall.next() == 400)
    }

    @Test("stands still where the ticks go back, which they should not do")
    func backwards() {
        let ticks = Script<UInt64>([7_000_000_000, 6_000_000_000])
        let clock = RunClock(wall: { 1000 }, monotonic: FlowClock(now: ticks.next))
        #expect(clock.now() == 1000)
    }

    @Test("lets events stand in order and durations be true when the clock of the system jumps", arguments: [-1, 1])
    func jumps(direction: Double) async throws {
        let work = try Workspace("a,b\n" + (1...3000).map { "\($0),x\n" }.joined())
        var pipeline = PipelineText()
        pipeline.emit = "[ { ndjson: { path: events.ndjson } } ]"
        pipeline.commitBytes = "2KiB"
        pipeline.limits = "{ batchBytes: 512 }"
        var options = RunOptions()
        let asked = Atomic(0)
        options.wallTime = {
            let count = asked.add(1, ordering: .relaxed).oldValue
            return 1_700_000_000 + direction * 3600 * Double(count)
        }
        let report = try await work.run(pipeline, options: options)
        #expect(report.exitCode == .allAccepted)
        #expect(asked.load(ordering: .relaxed) == 1)
        #expect(report.run.startedAt == 1_700_000_000)
        #expect((0..<600).contains(report.seconds))
        let stamps = try work.events().compactMap { $0["timestamp"] as? String }
        #expect(stamps.count > 3)
        #expect(stamps == stamps.sorted())
        #expect(stamps.allSatisfy { $0.hasPrefix("2023-11-14T22:") })
    }
}
