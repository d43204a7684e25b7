internal import WeirDecode
internal import WeirModel
internal import WeirSpec
internal import WeirWrite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// One test with the pipeline that it is of.
struct PipelineTestRun: Sendable {
    /// The most issues that are looked at.
    private static var mostIssues: Int { 100_000 }

    private let test: Placed<PipelineTestCase>
    private let pipeline: Pipeline

    /// Prepares a test.
    ///
    /// - Parameters:
    ///   - test: what is put in and expected.
    ///   - pipeline: the pipeline as its file says.
    init(test: Placed<PipelineTestCase>, pipeline: Pipeline) {
        self.test = test
        self.pipeline = pipeline
    }

    /// What the test shows.
    var name: String { test.value.name }

    /// Runs the test and compares what comes of it.
    func result() async -> PipelineTestResult {
        let started = Self.now()
        let differences: [PipelineTestResult.Difference]
        do {
            differences = PipelineTestComparison(test.value.expect, try await outcome()).differences
        } catch {
            differences = [.init("the test cannot be run: \(error)")]
        }
        return PipelineTestResult(
            name: name,
            file: test.position.file,
            line: test.position.line ?? 1,
            differences: differences,
            seconds: max(Self.now() - started, 0)
        )
    }

    private func outcome() async throws(WeirError) -> PipelineTestOutcome {
        let scratch = try ScratchFolder()
        var options = RunOptions()
        options.input = try inputs(in: scratch)
        let capture = RowCapture()
        options.sink = capture
        let run: PipelineRun
        do {
            run = try PipelineRun(redirected(to: scratch), options: options, issueSample: Self.mostIssues)
        } catch {
            guard let error = error as? WeirError else {
                throw WeirError(.weirInternal, "the run cannot be prepared", cause: error)
            }
            return PipelineTestOutcome(error)
        }
        let report = await run.run()
        return PipelineTestOutcome(
            report: report,
            issues: run.issues.first,
            columns: capture.columns,
            rows: capture.stored,
            rejects: report.summary.rejectsFiles.compactMap { scratch.text($0) }.joined()
        )
    }

    private func inputs(in scratch: borrowing ScratchFolder) throws(WeirError) -> [String] {
        guard let input = test.value.input else { return test.value.file.map(\.resolved) }
        try scratch.write(input, to: "input")
        return [scratch("input")]
    }

    /// The pipeline with everything that it writes in a folder of its own.
    private func redirected(to scratch: borrowing ScratchFolder) -> Pipeline {
        var spec = pipeline.spec
        // A text is given as it is after decompression, and the files of tests are UTF-8.
        if test.value.input != nil { spec.decode = DecodeSettings() }
        spec.write.rejects = OptionalPath(scratch("rejects.csv"))
        spec.write.issues.path = OptionalPath("")
        spec.emit = []
        return Pipeline(spec: spec, path: pipeline.path, folder: scratch.path)
    }

    /// The time now, in seconds from some start.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
