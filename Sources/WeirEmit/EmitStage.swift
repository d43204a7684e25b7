public import WeirFlow
public import WeirModel

/// Tells the outside world of each commit, after it is stored.
///
/// - Emits: a `batch.committed` event per receipt that adds something.
/// - Holds: nothing.
/// - Completes: with its input; how the run ended is told by whoever ran it.
/// - Fails: never; see `Emitter`.
public struct EmitStage: Sink {
    private let emitter: Emitter
    private let run: RunIdentity
    private let sources: [SourceInfo]
    private let clock: @Sendable () -> Double

    /// Makes the stage.
    ///
    /// - Parameters:
    ///   - emitter: where the events go.
    ///   - run: what the events are marked with.
    ///   - sources: the inputs in order, for their names.
    ///   - clock: the time now, in seconds since 1970-01-01T00:00:00Z.
    public init(
        emitter: Emitter,
        run: RunIdentity,
        sources: [SourceInfo],
        clock: @escaping @Sendable () -> Double
    ) {
        self.emitter = emitter
        self.run = run
        self.sources = sources
        self.clock = clock
    }

    /// Tells of one commit.
    public func consume(_ input: consuming Receipt) async {
        guard input.counts.read > 0 else { return }
        let source = sources.indices.contains(input.source) ? sources[input.source].name : nil
        emitter.emit(.batchCommitted(input, source: source, of: run, at: clock()))
    }

    /// Nothing is held back.
    public func finish() async {}
}
