internal import Synchronization
internal import WeirFlow
internal import WeirModel

/// Measures how fast a pipeline is on this machine: each stage alone, and the whole with one or more choices of settings.
///
/// It reads the pipeline's inputs, several times, and writes into a folder of its own, never to the pipeline's target;
/// the folder goes with the measurement. Use it to choose `limits.batchBytes` and `limits.workers`, and to see which
/// stage is worth a thought. It is no load: see `PipelineRun` for that.
public final class Bench: Sendable {
    private struct State {
        var isStopped = false
        var stop: StopSignal?
        var folder: BenchFolder?
    }

    private let pipeline: Pipeline
    private let options: BenchOptions
    private let cores: Int
    private let state = Mutex(State())

    /// Prepares to measure; nothing is read or written yet.
    ///
    /// - Parameter cores: how many cores `limits.workers: auto` means.
    public init(_ pipeline: Pipeline, options: BenchOptions = BenchOptions(), cores: Int = availableCores) {
        self.pipeline = pipeline
        self.options = options
        self.cores = cores
    }

    /// Asks to stop; `measure` then throws `weir.stopped` soon.
    ///
    /// It may be called from any thread.
    public func stop() {
        state.withLock { state in
            state.isStopped = true
            state.stop?.request()
        }
    }

    /// Removes what was written, for a process that is about to exit while it still measures.
    public func cleanUp() { state.withLock { $0.folder }?.remove() }

    /// Measures.
    ///
    /// - Parameter onStep: told what is measured next.
    /// - Throws: `read.unreadable` for an input that can be read only once, `read.noInput` for one without rows,
    ///   `write.unwritable` without a place for temporary files, `weir.stopped`, and whatever a run of the pipeline
    ///   throws.
    public func measure(onStep: @escaping @Sendable (String) -> Void = { _ in }) async throws -> BenchReport {
        let folder = try BenchFolder()
        defer { folder.remove() }
        state.withLock { $0.folder = folder }
        return try await BenchRounds(
            pipeline: pipeline, options: options, cores: cores, folder: folder, onStep: onStep,
            check: { try self.check() },
            watch: { run in
                self.state.withLock { $0.stop = run.stop }
                try self.check()
            }
        ).measure()
    }

    private func check() throws(WeirError) {
        if state.withLock({ $0.isStopped }) { throw WeirError(.weirStopped, "the bench was stopped") }
    }
}
