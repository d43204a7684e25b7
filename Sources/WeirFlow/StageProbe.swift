internal import Synchronization

/// What a monitor sees of one stage.
final class StageProbe: Sendable {
    let name: String
    let kind: FlowProgress.Kind
    private let input: (@Sendable () -> EdgeCounters)?
    private let output: (@Sendable () -> EdgeCounters)?
    private let state = Mutex(FlowProgress.State.waiting)
    private let busy = Atomic<UInt64>(0)
    private let clock: FlowClock
    private let failures: FlowFailures

    init(
        name: String,
        kind: FlowProgress.Kind,
        clock: FlowClock,
        failures: FlowFailures,
        input: (@Sendable () -> EdgeCounters)?,
        output: (@Sendable () -> EdgeCounters)?
    ) {
        self.name = name
        self.kind = kind
        self.clock = clock
        self.failures = failures
        self.input = input
        self.output = output
    }

    func set(_ newState: FlowProgress.State) { state.withLock { $0 = newState } }

    /// Says that the stage failed, with its own error or as a consequence of another's.
    ///
    /// It must be called before a neighbour can notice: what the neighbours then throw could otherwise come first.
    func fail(_ error: any Error) {
        failures.note(error, isCancelled: Task.isCancelled)
        set(.failed)
    }

    /// Runs a piece of the stage's own code and counts the time.
    func measure<Result: ~Copyable>(_ work: () throws -> Result) rethrows -> Result {
        let start = clock.now()
        defer { busy.add(clock.now() &- start, ordering: .relaxed) }
        return try work()
    }

    /// Runs a piece of the stage's own code that may wait, and counts the time with the waiting.
    func measure(_ work: () async throws -> Void) async rethrows {
        let start = clock.now()
        defer { busy.add(clock.now() &- start, ordering: .relaxed) }
        try await work()
    }

    func snapshot() -> FlowProgress.Stage {
        FlowProgress.Stage(
            name: name,
            kind: kind,
            state: state.withLock { $0 },
            busy: busy.load(ordering: .relaxed),
            input: input?(),
            output: output?()
        )
    }
}
