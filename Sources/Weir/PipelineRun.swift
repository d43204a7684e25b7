internal import WeirDecode
internal import WeirEmit
public import WeirFlow
public import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSQLite
internal import WeirSpec
internal import WeirValidate
public import WeirWrite

/// One run of a pipeline: prepared, watched while it goes, and reported when it ended.
public struct PipelineRun: Sendable {
    /// The pipeline.
    public let pipeline: Pipeline
    /// Which run it is.
    public var identity: RunIdentity { parts.run }
    /// Looks at the flow while it runs.
    public let monitor = FlowMonitor()
    /// Asks the run to stop at a batch border.
    public let stop = StopSignal()
    /// What has been done with the rows so far.
    public let summary = SummaryCollector()
    /// The inputs.
    public let sources: [SourceInfo]
    /// The first issues, for a person to look at.
    public let issues: IssueSample
    /// What bounds the flow.
    public let limits: FlowLimits
    /// The run that has loaded the same before, if there is nothing to do.
    public let done: RunRecord?
    /// When this process began to work on the run, in seconds since 1970-01-01T00:00:00Z.
    private var began: Double { clock.start }
    /// What is known of earlier runs that a person should know.
    private let notes: [String]
    private let holdsTarget: Bool
    /// The run whose rejects are loaded, and the earlier replays of it.
    private let lineage: ReplayLineage?
    let parts: PipelineParts
    let referenceWatch = ReferenceWatch()
    private let clock: RunClock

    /// Prepares a run: compiles the schema and looks at the inputs.
    ///
    /// Nothing is written yet.
    ///
    /// - Parameters:
    ///   - cores: how many cores `limits.workers: auto` means.
    ///   - issueSample: how many issues to keep in `issues`.
    /// - Throws: `read.*` for inputs that are not there, `validate.badConstraint`, `validate.badFormat` and
    ///   `validate.badReference` for a schema that cannot be checked; `write.locked` while another run writes the target;
    ///   `write.unfinishedRun`, `write.resumeMismatch`, `write.repeated` and `write.noRun` by what the target remembers
    ///   of earlier runs.
    public init(
        _ given: Pipeline,
        options: RunOptions = RunOptions(),
        cores: Int = availableCores,
        issueSample: Int = 0
    ) throws {
        holdsTarget = options.holdsTarget
        clock = RunClock(wall: options.wallTime)
        let pool = BufferPool(retainedBytes: given.spec.limits.memory.bytes / 2)
        let target = options.sink ?? given.sink(isDryRun: options.isDryRun, pool: pool)
        let earlier = options.isDryRun ? [] : try target.earlierRuns()
        let replays = options.isDryRun ? nil : options.replays
        lineage = try replays.map { try ReplayLineage(of: $0, in: earlier) }
        var read = given.spec.read
        if !options.input.isEmpty { read.locations = options.input.map { SpecPath($0) } }
        var loading = given
        if let lineage {
            let original = given.declaringFormat(allowsPrivate: options.allowsPrivateInputs)
            if options.input.isEmpty {
                read.locations = try lineage.files(of: original).map { SpecPath($0) }
            }
            loading = original.replaying(number: lineage.replays + 1, files: read.locations.map(\.text))
        }
        let parse = loading.spec.parse
        let input = try OpenedInput(
            read.inputs(allowsPrivate: options.allowsPrivateInputs), parse: parse,
            compression: loading.spec.decode.compression,
            entry: replays == nil ? read.entry : nil)
        let found = try loading.reading(input)
        let started = (clock.start * 1000).rounded(.down) / 1000
        var record = RunRecord(
            run: RunIdentity(id: options.name ?? Self.newID(started), pipeline: loading.name, startedAt: started))
        record.replays = replays
        record.batchBytes = loading.spec.limits.bytesPerBatch
        if !options.isDryRun, options.sink == nil {
            record.signature = RunSignature(
                settings: SettingsDigest.of(found.spec, limit: options.limit),
                input: try InputDigest.of(input.sources))
        }
        let decision = try RunChoice(
            fresh: record, earlier: earlier, isNamed: options.name != nil, unfinished: options.unfinished,
            onRepeat: loading.spec.write.onRepeat
        ).decide()
        notes = decision.notes
        done = decision.done
        let start = decision.start ?? RunStart(record)
        // A run goes on with the batches that it began with.
        let pipeline = found.batching(start.record.batchBytes)
        self.pipeline = pipeline
        let spec = pipeline.spec
        limits = spec.limits.flowLimits(cores: cores)
        let plan = try ValidationPlan(
            schema: pipeline.schema, settings: pipeline.validateSettings,
            generated: spec.write.generated.columns)
        sources = input.sources.map(\.info)
        let sink = options.sink ?? pipeline.sink(isDryRun: options.isDryRun, pool: pool)
        let columns = Self.columns(of: plan)
        let targets = options.isDryRun ? [] : try pipeline.eventTargets()
        issues = IssueSample(
            IssueRenderer(plan: plan, sources: sources, screen: spec.write.issues.screen), limit: issueSample)
        let kernel = ScanKernel.selected(byEnvironment: options.kernel)
        parts = PipelineParts(
            spec: spec,
            sources: input.sources,
            sheets: input.sheets,
            plan: plan,
            rendering: issues,
            sink: sink,
            encoder: EncodeStage(try sink.makeEncoder(columns: columns), start: start.isResumed ? start : nil),
            validator: Validator(
                plan: plan, pool: pool, sources: sources, run: start.run, keepsColumns: sink.readsColumns,
                usesVectors: kernel != .portable),
            columns: columns,
            writeOptions: pipeline.writeOptions(isDryRun: options.isDryRun),
            start: start,
            events: Emitter(targets: targets),
            summary: summary,
            clock: clock.now,
            kernel: kernel,
            pool: pool,
            spill: SpillBudget(byteLimit: spec.limits.spillBytes.bytes),
            recordLimit: options.limit,
            references: try ReferenceReading.all(
                of: pipeline, plan: plan, inputs: input, readsTarget: options.sink == nil,
                allowsPrivate: options.allowsPrivateInputs),
            stop: stop,
            enough: StopSignal(following: stop)
        )
    }

    /// The implementation of the structural scan.
    public var kernel: String { parts.kernel.rawValue }

    /// What each stage will do, by its name.
    public var details: [String: String] {
        let spec = pipeline.spec
        let inputs = sources.map(\.name)
        let checked = pipeline.schema.map { "\($0.fields.count) fields" } ?? "every field as text"
        let targets = spec.emit.compactMap { $0.ndjson?.path }
        return [
            "read": inputs.count == 1 ? inputs[0] : "\(inputs.count) inputs, the first is \(inputs[0])",
            "decode": "compression \(spec.decode.compression.rawValue), encoding \(spec.decode.encoding)",
            "parse": parsing,
            "validate": "\(checked), on violation \(spec.validate.onViolation.rawValue)",
            "write": pipeline.sink(isDryRun: false, pool: parts.pool).destination,
            "emit": targets.isEmpty ? "nothing" : targets.joined(separator: ", "),
        ]
    }

    private var parsing: String {
        let parse = pipeline.spec.parse
        if parse.format == .xlsx { return "xlsx, \(sources.count == 1 ? sheetText : "a sheet of each workbook")" }
        if parse.format.isJSONLines { return "\(parse.format.rawValue), an object on each line" }
        let delimiter = parse.compiledDialect.delimiter
        let shown = delimiter == [0x09] ? "tabs" : "\"\(String(decoding: delimiter, as: UTF8.self))\""
        return "\(parse.format.rawValue), separated by \(shown), kernel \(kernel)"
    }

    private var sheetText: String { sources[0].sheet.map { "sheet \"\($0)\"" } ?? "a sheet" }

    /// The keys that must be told apart, and what they cost.
    var keyCosts: [KeyCost] { parts.plan.keyCosts }

    /// The tables that are read before the first row, because foreign keys refer to them.
    var references: [String] { parts.references.map(\.description) }

    /// Where the reading of these tables stands, while it goes on.
    public var referenceProgress: ReferenceProgress? { referenceWatch.progress }

    /// The memory that the keys of a row take in a batch, in bytes.
    var keyBytesPerRow: Int { parts.plan.keyBytesPerRow }

    /// By which way the rows will come into the target, and why; `nil` where there is one way only.
    public var loadMethod: LoadMethod? {
        pipeline.sink(isDryRun: false, pool: parts.pool).loadMethod(columns: parts.columns)
    }

    /// The graph of the run.
    public func plan() throws -> FlowPlan {
        try flowPlan(limits: limits) { PipelineBuilder(parts: parts).build($0) }
    }

    /// Runs the pipeline to its end, good or bad, and reports what came of it.
    ///
    /// The target is let go then, unless the options say that `release()` does that.
    public func run() async -> RunReport {
        let report = await performed()
        if !holdsTarget { release() }
        return report
    }

    /// Lets go of the target, so that another run can write to it.
    public func release() { parts.sink.release() }

    private func performed() async -> RunReport {
        if let done {
            parts.sink.settle(done)
            return report(nil, endedAt: clock.now())
        }
        let start = parts.start
        parts.events.emit(
            start.isResumed
                ? .runResumed(start.record, sources: sources, destination: parts.sink.destination, at: began)
                : .runStarted(identity, sources: sources, destination: parts.sink.destination))
        var failure: WeirError?
        do {
            let references = try await ReferenceReader(
                parts: parts, limits: limits, stop: stop, watch: referenceWatch
            ).read()
            try await withFlow(limits: limits, monitor: monitor) { flow in
                PipelineBuilder(parts: parts, references: references).build(flow)
            }
            let summary = summary.summary
            if summary.wasStopped {
                failure = WeirError(.weirStopped, "the run was stopped")
            } else if !summary.totals.isBalanced {
                failure = Self.unbalanced(summary.totals)
            }
        } catch {
            failure = Self.weirError(error)
        }
        return conclude(failure)
    }

    /// Reports a run that is left before it has ended, because it was asked to stop and the system holds it up in the
    /// middle of a call, as a pipe does that nobody writes to.
    ///
    /// What is committed stays; the process is expected to exit.
    public func abandon() -> RunReport { conclude(WeirError(.weirStopped, "the run was stopped")) }

    /// Tells the event targets how the run ended, and reports it.
    private func conclude(_ failure: WeirError?) -> RunReport {
        let events = parts.events
        let ended = clock.now()
        let totals = summary.summary.totals
        if let failure {
            events.emit(.runFailed(identity, failure, totals: totals, at: ended))
        } else {
            events.emit(.runCompleted(identity, totals: totals, at: ended))
        }
        events.finish()
        return report(failure, endedAt: ended)
    }

    private func report(_ failure: WeirError?, endedAt ended: Double) -> RunReport {
        var summary = summary.summary
        summary.notes =
            notes + referenceWatch.notes + (lineage?.notes(accepted: summary.totals.committed) ?? []) + summary.notes
        return RunReport(
            run: identity,
            beganAt: began,
            done: done,
            replays: parts.start.record.replays,
            resumedFrom: parts.start.isResumed ? parts.start.record : nil,
            endedAt: ended,
            error: failure,
            summary: summary,
            progress: monitor.snapshot(),
            destination: parts.sink.destination,
            deliveries: parts.events.deliveries,
            kernel: kernel,
            workers: limits.workers,
            peakMemory: peakMemory(),
            issues: issues.first,
            columns: parts.columns.known?.map(\.name) ?? []
        )
    }

    private static func columns(of plan: ValidationPlan) -> TableColumns {
        guard plan.isInferred else { return TableColumns(plan.columns) }
        return TableColumns { batch in
            (try? plan.completed(by: batch.records.header).columns) ?? []
        }
    }

    private static func weirError(_ error: any Error) -> WeirError {
        if let error = error as? WeirError { return error }
        if error is CancellationError || error as? FlowError == .stopped {
            return WeirError(.weirStopped, "the run was stopped")
        }
        return WeirError(
            .weirInternal, "an unexpected failure: \(error)", hint: "this is a bug in weir, please report it")
    }

    private static func unbalanced(_ totals: RowCounts) -> WeirError {
        WeirError(
            .weirUnbalanced,
            "\(totals.read) records read, but \(totals.accepted) accepted, \(totals.rejected) rejected, "
                + "\(totals.skipped.total) skipped and \(totals.committed) committed",
            hint: "this is a bug in weir, please report it"
        )
    }

    private static func newID(_ start: Double) -> String {
        let random = UInt32.random(in: 0...UInt32.max)
        let digits = String(random, radix: 16)
        return "\(Int(exactly: start.rounded(.down)) ?? 0)-\(String(repeating: "0", count: 8 - digits.count))\(digits)"
    }
}
