internal import WeirDecode
internal import WeirEmit
internal import WeirFlow
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec
internal import WeirValidate
internal import WeirWrite

/// What the stages of one run are made of: the settings, resolved.
struct PipelineParts: Sendable {
    var spec: PipelineSpec
    var sources: [ResolvedSource]
    /// The sheets that the sources are, if they are workbooks.
    var sheets: [SheetSource]
    var plan: ValidationPlan
    let rendering: any IssueRendering
    let sink: any TableSink
    let encoder: EncodeStage
    let validator: Validator
    let columns: TableColumns
    let writeOptions: WriteOptions
    let start: RunStart
    let events: Emitter
    let summary: SummaryCollector
    let clock: @Sendable () -> Double
    let kernel: ScanKernel
    let pool: BufferPool
    /// The room on disk for what memory has no room for.
    let spill: SpillBudget
    /// After how many data records reading stops; `nil`: never.
    var recordLimit: Int?
    /// The tables that foreign keys refer to, to be read first.
    let references: [ReferenceReading]
    /// Asks the run to commit what it has and to end.
    let stop: StopSignal
    /// Given when enough records have been read, or the run is to stop.
    let enough: StopSignal

    var run: RunIdentity { start.run }

    var sourceInfos: [SourceInfo] { sources.map(\.info) }

    func source() -> FileSource {
        FileSource(sources, pool: pool, chunkBytes: chunkBytes) { [enough] in enough.isRequested }
    }

    /// Chunks as large as batches need not be copied together; far smaller or larger ones would cost more than that.
    private var chunkBytes: Int {
        let batch = spec.limits.bytesPerBatch
        return (64 << 10...4 << 20).contains(batch) ? batch : FileSource.defaultChunkBytes
    }

    func decoder() throws -> DecodeStage {
        // What a workbook is written in is not for the settings to say.
        try DecodeStage(
            sheets.isEmpty ? spec.decode : DecodeSettings(), sources: sourceInfos, pool: pool,
            inflation: spec.limits.inflation, usesVectors: kernel != .portable,
            refusesOthers: sheets.isEmpty && spec.validate.onViolation != .keep
                && spec.validate.severity[.encodingError] != .warning)
    }

    func parser() -> LimitedParser { LimitedParser(recordParser(), records: recordLimit) { enough.request() } }

    /// Makes the stage that writes.
    ///
    /// - Parameter references: the keys of the tables that foreign keys refer to; those are not looked at without.
    func writer(references: ReferenceKeys? = nil) throws -> WriteStage {
        try WriteStage(
            sink: sink,
            columns: columns,
            admission: validator.admission(limits: spec.limits.keyLimits(spill), references: references),
            encode: encoder,
            rendering: rendering,
            sources: sourceInfos,
            options: writeOptions,
            start: start,
            stop: stop,
            summary: summary,
            clock: clock
        )
    }

    func emitter() -> EmitStage {
        EmitStage(emitter: events, run: run, sources: sourceInfos, clock: clock)
    }
}
