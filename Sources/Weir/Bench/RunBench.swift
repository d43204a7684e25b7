internal import WeirFlow
internal import WeirModel
internal import WeirWrite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Measures whole runs with one choice of settings.
struct RunBench {
    /// What one run took.
    private struct Run {
        var seconds: Double
        var cpuSeconds: Double
        var peakMemory: Int
        var progress: FlowProgress
    }

    let batchBytes: Int
    let workers: Int
    /// The settings that make this choice, for the command line.
    let overrides: [String]
    /// Prepares a run with a new target.
    let prepare: () throws -> PipelineRun
    /// How many data records a run must account for.
    let rows: Int
    private var runs: [Run] = []

    /// Prepares to measure.
    init(
        batchBytes: Int, workers: Int, overrides: [String], rows: Int, prepare: @escaping () throws -> PipelineRun
    ) {
        self.batchBytes = batchBytes
        self.workers = workers
        self.overrides = overrides
        self.rows = rows
        self.prepare = prepare
    }

    /// Runs once.
    ///
    /// - Parameters:
    ///   - isWarmUp: whether the figures do not count.
    ///   - watch: told of the run before it begins, so that it can be stopped.
    mutating func run(isWarmUp: Bool, watch: (PipelineRun) throws -> Void) async throws {
        let run = try prepare()
        try watch(run)
        MemoryPeak.reset()
        let cpu = Self.cpuSeconds()
        let start = FlowClock.monotonic.now()
        let report = await run.run()
        let seconds = Double(FlowClock.monotonic.now() &- start) / 1e9
        if let error = report.error { throw error }
        let totals = report.summary.totals
        guard totals.accepted + totals.rejected == rows else {
            throw WeirError(
                .weirUnbalanced,
                "a run had \(totals.accepted + totals.rejected) rows in place of \(rows)",
                hint: "the input must stay as it is while it is measured"
            )
        }
        if isWarmUp { return }
        runs.append(
            Run(
                seconds: seconds, cpuSeconds: Self.cpuSeconds() - cpu, peakMemory: MemoryPeak.current(),
                progress: report.progress))
    }

    /// What the runs showed.
    var result: BenchReport.Whole {
        let middle = runs.sorted { $0.seconds < $1.seconds }.dropFirst(runs.count / 2).first
        let shares = middle.map(busyShares) ?? [:]
        return BenchReport.Whole(
            batchBytes: batchBytes,
            workers: workers,
            seconds: Spread(runs.map(\.seconds)),
            coresUsed: Spread(runs.map { $0.cpuSeconds / max($0.seconds, 1e-9) }).median,
            peakMemory: runs.map(\.peakMemory).max() ?? 0,
            busyShares: shares,
            bottleneck: shares.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "",
            overrides: overrides
        )
    }

    private func busyShares(_ run: Run) -> [String: Double] {
        let pairs = run.progress.stages.map { stage in
            let hands = stage.kind == .fanOut ? Double(workers) : 1
            return (stage.name, Double(stage.busy) / 1e9 / max(run.seconds, 1e-9) / hands)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The processor time that this process has had, in seconds.
    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
