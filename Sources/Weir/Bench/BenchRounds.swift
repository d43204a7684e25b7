internal import WeirFlow
internal import WeirModel
internal import WeirRead
internal import WeirSpec
internal import WeirWrite

/// The rounds of a bench: a survey of the input, whole runs in turns, then each stage alone.
struct BenchRounds {
    /// A run below this says little of the speed, in seconds.
    private static let shortestTelling = 0.2

    let pipeline: Pipeline
    let options: BenchOptions
    let cores: Int
    /// Where everything is written.
    let folder: BenchFolder
    /// Told what is measured next.
    let onStep: (String) -> Void
    /// Called again and again; it may throw to give up.
    let check: () throws -> Void
    /// Told of each whole run before it begins, so that it can be stopped.
    let watch: (PipelineRun) throws -> Void

    /// Measures everything.
    func measure() async throws -> BenchReport {
        let first = try prepare(nil, nil)
        for source in first.sources where source.byteCount == nil {
            throw WeirError(
                .readUnreadable, "it is read several times, which only a file can be",
                hint: "save it as a file", position: WeirError.Position(file: source.name))
        }
        onStep("reading the input")
        let survey = try InputSurvey(of: first.parts, limit: options.limit, keeps: false, check: check)
        guard survey.rows > 0 else { throw WeirError(.readNoInput, "the input has no rows to measure") }
        let wholes = try await measureWhole(survey)
        let stages = try await measureStages(best: wholes.first)
        return BenchReport(
            pipeline: pipeline.name,
            input: BenchReport.Input(
                names: first.sources.map(\.name), rows: survey.rows, textBytes: survey.textBytes,
                storedBytes: survey.storedBytes, isWhole: survey.isWhole),
            target: target(first),
            kernel: first.kernel,
            cores: cores,
            runs: runs,
            stages: stages,
            wholes: wholes,
            notes: notes(first, wholes)
        )
    }

    private var runs: Int { max(options.runs, 1) }

    /// Measures the whole with each choice of settings, in turns, so that a slow moment of the machine hits all alike.
    private func measureWhole(_ survey: InputSurvey) async throws -> [BenchReport.Whole] {
        var benches = try choices(survey)
        for round in 0...runs {
            for index in benches.indices {
                let settings = benches[index].overrides.joined(separator: " ")
                let name = settings.isEmpty ? "whole runs" : "whole runs with \(settings)"
                onStep(round == 0 ? "warming up, \(name)" : "\(name), \(round) of \(runs)")
                try check()
                try await benches[index].run(isWarmUp: round == 0, watch: watch)
            }
        }
        return benches.map(\.result).sorted { $0.seconds.median < $1.seconds.median }
    }

    private func choices(_ survey: InputSurvey) throws -> [RunBench] {
        let limit = survey.isWhole ? nil : survey.rows
        let sizes: [Int?] = options.batchBytes.isEmpty ? [nil] : options.batchBytes
        let counts: [Int?] = options.workers.isEmpty ? [nil] : options.workers
        return try sizes.flatMap { size in
            try counts.map { count in
                let made = try prepare(size, count)
                var overrides: [String] = []
                if let size { overrides.append("limits.batchBytes=\(ByteSize(bytes: size).rendered)") }
                if let count { overrides.append("limits.workers=\(count)") }
                return RunBench(
                    batchBytes: made.pipeline.spec.limits.bytesPerBatch, workers: made.limits.workers,
                    overrides: overrides, rows: survey.rows
                ) { try prepare(size, count, limit: limit) }
            }
        }
    }

    /// Measures the stages with the size of a batch that is the best.
    ///
    /// The sample is read after the whole runs, so that it is not in their memory.
    private func measureStages(best: BenchReport.Whole?) async throws -> [BenchReport.Stage] {
        // Small batches, so that it ends soon behind its size.
        let small = try prepare(max(min(64 << 10, options.sampleBytes / 4), 1), nil).parts
        let survey = try InputSurvey(of: small, limit: options.sampleBytes, keeps: true, check: check)
        let chosen = options.batchBytes.isEmpty ? nil : best?.batchBytes
        var stages = try await StageBench(
            makeParts: { try prepare(chosen, nil).parts },
            sample: BenchSample(survey),
            runs: runs,
            leastSeconds: options.leastSeconds,
            check: check,
            onStage: { onStep("\($0) alone") }
        ).measure()
        for index in stages.indices { stages[index].busyShare = best?.busyShares[stages[index].name] }
        return stages
    }

    /// Prepares a run with a target that is not there yet.
    private func prepare(_ batchBytes: Int?, _ workers: Int?, limit: Int? = nil) throws -> PipelineRun {
        folder.clear()
        var run = RunOptions()
        run.input = options.input
        run.limit = limit
        run.kernel = options.kernel
        return try PipelineRun(
            pipeline.redirected(to: folder.path, batchBytes: batchBytes, workers: workers), options: run, cores: cores)
    }

    private func target(_ run: PipelineRun) -> String {
        let write = pipeline.spec.write
        let method = run.loadMethod.map { ", by \($0.name)" } ?? ""
        if write.sqlite != nil { return "a new SQLite table\(method)" }
        if write.csv != nil { return "a new CSV file" }
        return write.ndjson != nil ? "a new NDJSON file" : "nowhere"
    }

    private func notes(_ run: PipelineRun, _ wholes: [BenchReport.Whole]) -> [String] {
        var notes: [String] = []
        #if DEBUG
            notes.append("this is a debug build of weir, many times slower than a release build")
        #endif
        let real = pipeline.sink(isDryRun: false, pool: run.parts.pool).loadMethod(columns: run.parts.columns)
        if let real, let measured = run.loadMethod, real.name != measured.name {
            notes.append(
                "rows would come into the pipeline's own target by \(real.name), because \(real.reason); "
                    + "measured is a new table")
        }
        if let best = wholes.first, best.seconds.median < Self.shortestTelling {
            notes.append("a whole run is so short that starting and ending are much of it; a larger input tells more")
        }
        return notes
    }
}
