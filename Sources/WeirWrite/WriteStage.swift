public import WeirFlow
public import WeirModel

/// Appends the accepted rows to the sink, puts the rejected ones aside and commits.
///
/// Before each commit the rejects and issues files are stored, then the sink commits, and only then is there a receipt:
/// what a receipt says is true whatever happens next. A run that ends early leaves what was committed and undoes the
/// rest; with an atomic sink (`replace`, a file) that is everything, and the old table or file stays as it was.
///
/// A run that goes on from a checkpoint takes all batches again: those that are stored are counted, and their rejects and
/// issues recorded, but not written. So totals, budgets and keys are what they would be without the interruption, and
/// an input that has changed is found out.
///
/// - Emits: one receipt after each commit; the last one, which always comes, is marked.
/// - Holds: one batch, and the buffers of the rejects and issues files.
/// - Completes: after the last commit, when the target is published and closed.
/// - Fails: `write.rowRefused`, `write.budgetExceeded`, `validate.violation`, `write.overwritesInput`,
///   `write.resumeMismatch`, and what the sink, the file system and the admission say: `write.failed`,
///   `write.diskFull`, `write.unwritable`, `write.busy`, `write.locked`, `write.disconnected`, `validate.spillFull`, `validate.spillFailed`.
public struct WriteStage: Transducer, ~Copyable {
    private let writer: any TableWriter
    private let admission: (any RowAdmission)?
    private let encode: EncodeStage
    private let columns: TableColumns
    private let keepsInvalidRows: Bool
    private let start: RunStart
    private let stop: StopSignal
    private let sources: [SourceInfo]
    private let clock: @Sendable () -> Double
    private let summary: SummaryCollector
    private var account: CommitState
    private var budget: ErrorBudgetState
    private let faults: FaultRecorder
    private var isOpen = false
    private var notedHeader: TableHeader?
    private var isFinished = false
    /// Whether the run was asked to stop and takes no more rows.
    private var hasStopped = false
    /// Whether all of the input has come.
    private var hasAll = false
    /// How the run stands if it ends now.
    private var ending = RunState.interrupted
    private var noteCount = 0
    private var ready: Receipt?

    /// Opens the target and clears away what an earlier run left in the rejects and issues files.
    ///
    /// - Parameters:
    ///   - sink: where the rows go.
    ///   - columns: the columns of the table; the same that the sink's encoder was made with.
    ///   - admission: decides in order which rows go on; `nil` where all is decided when a batch comes.
    ///   - encode: encodes a batch again from which rows were taken out.
    ///   - rendering: turns violations into lines of the issues file.
    ///   - sources: the inputs in order, for their names.
    ///   - options: commits, rejects, issues and the error budget.
    ///   - start: which run it is, and where it begins.
    ///   - stop: asks the run to commit what it has and to take no more.
    ///   - summary: filled while the run goes on; it can be read at any time.
    ///   - clock: the time now, in seconds since 1970-01-01T00:00:00Z.
    public init(
        sink: any TableSink,
        columns: TableColumns,
        admission: (any RowAdmission)? = nil,
        encode: EncodeStage,
        rendering: any IssueRendering,
        sources: [SourceInfo],
        options: WriteOptions,
        start: RunStart,
        stop: StopSignal = StopSignal(),
        summary: SummaryCollector,
        clock: @escaping @Sendable () -> Double
    ) throws {
        let inputs = InputProtection(sources)
        if let replaced = sink.replacedFile { try inputs.check(replaced) }
        // The lock of the target comes first: nothing of another run may be cleared away.
        let writer = try sink.makeWriter(start)
        let recorder: FaultRecorder
        do {
            recorder = try FaultRecorder(rendering: rendering, options: options, protecting: inputs)
        } catch {
            writer.abort(.interrupted)
            throw error
        }
        self.writer = writer
        self.admission = admission
        self.encode = encode
        self.columns = columns
        self.start = start
        self.stop = stop
        self.sources = sources
        self.clock = clock
        self.summary = summary
        keepsInvalidRows = options.onViolation == .keep
        var record = RunRecord(run: start.run)
        record.signature = start.record.signature
        record.replays = start.record.replays
        record.batchBytes = start.record.batchBytes
        record.attempt = start.record.attempt
        account = CommitState(commit: options.commit, isAtomic: writer.isAtomic, record: record)
        budget = ErrorBudgetState(options.errorBudget)
        faults = recorder
        summary.update { summary in
            summary.sources = sources.map { info in
                var source = RunSummary.Source(name: info.name)
                source.sheet = info.sheet
                source.entry = info.sheet == nil ? info.entry?.name : nil
                return source
            }
        }
    }

    deinit {
        if !isFinished {
            faults.flushAfterFailure(summary)
            writer.abort(ending)
        }
    }

    /// Writes one batch.
    public mutating func push(_ input: consuming EncodedBatch) throws {
        do {
            if hasStopped { return }
            if stop.isRequested { return try stopHere() }
            try write(input)
        } catch {
            faults.flushAfterFailure(summary)
            throw error
        }
    }

    /// Returns the receipt of a commit that was made, if there is one to hand out.
    public mutating func next() throws -> Receipt? { ready.take() }

    /// Makes the last commit and publishes the table.
    public mutating func finish() throws {
        do {
            if stop.isRequested && !hasAll && !hasStopped { try stopHere() }
            if hasStopped { return close() }
            if let excess = budget.finish() { throw budgetError(excess, nil) }
            if !isOpen { try open(columns.known ?? []) }
            if isBeforeCheckpoint { throw mismatch() }
            try faults.finish()
            try commit(.completed)
        } catch {
            faults.flushAfterFailure(summary)
            throw error
        }
    }

    private mutating func write(_ input: EncodedBatch) throws {
        let batch = try admit(input)
        var checked = batch.checked
        let columns = columns.columns(of: checked)
        // The first source may be an empty file, which has no header to show the columns.
        if !isOpen, !columns.isEmpty || checked.rows > 0 { try open(columns) }

        if !checked.headerWarnings.isEmpty { note(checked) }
        let isStored = isBeforeCheckpoint
        let refusal = faults.stops(at: checked) ? nil : try append(batch, isStored: isStored, to: &checked)
        let excess = budget.take(checked)
        let place = Place(sourceName(checked.records.source), columns)
        do {
            try faults.record(checked, at: place, upTo: excess?.row, summary)
        } catch let error as WeirError where error.code == .validateViolation {
            ending = .failed
            throw error
        }
        if let excess { throw budgetError(excess, checked) }

        if let refusal { throw rowError(refusal, checked) }
        let counts = account.take(checked)
        summary.update { summary in
            summary.totals += counts
            summary.sources[place: checked.records.source].counts += counts
        }
        hasAll = checked.records.endsSource && checked.records.source + 1 >= sources.count
        if isStored {
            if !isBeforeCheckpoint { try passCheckpoint() }
        } else if account.isDue {
            try commit(.running)
        }
    }

    /// Appends the accepted rows of a batch, and rejects those that the target does not take.
    ///
    /// - Parameter checked: the batch, from which the refused rows are taken out.
    /// - Returns: the row at which the target gives up, if it does.
    private func append(
        _ batch: EncodedBatch, isStored: Bool, to checked: inout CheckedBatch
    ) throws -> RowRefusal? {
        guard checked.acceptedCount > 0 else { return nil }
        if isStored {
            checked.refuse(try writer.refusals(ofStored: checked))
            return nil
        }
        do {
            // What was left unencoded because it seemed to be stored is encoded after all.
            checked.refuse(try writer.append(start.hasStored(checked) ? encode.again(checked) : batch))
            return nil
        } catch let refusal as RowRefusal {
            return refusal
        }
    }

    /// Whether the next batch is stored already.
    private var isBeforeCheckpoint: Bool { account.batches < start.record.batches }

    /// Goes on behind what is stored.
    private mutating func passCheckpoint() throws {
        guard account.goOn(from: start.record) else { throw mismatch() }
        let (totals, record) = (account.totals, start.record)
        summary.update { summary in
            summary.totals = totals
            summary.commits = record.commits
            guard totals.committed > 0 else { return }
            for index in summary.sources.indices {
                summary.sources[index].counts.committed = summary.sources[index].counts.accepted
            }
        }
    }

    private func mismatch() -> WeirError {
        let record = start.record
        return WeirError(
            .writeResumeMismatch,
            "the input is not what run \(record.run.id) has read up to record \(record.records) of \(record.source)",
            hint: "begin anew with --restart")
    }

    /// Commits what has come, because the run is to stop.
    private mutating func stopHere() throws {
        hasStopped = true
        guard isOpen, !isBeforeCheckpoint, account.hasNews else { return }
        try commit(.interrupted)
    }

    /// Leaves a run that was asked to stop: it may go on another time.
    private mutating func close() {
        isFinished = true
        faults.flushAfterFailure(summary)
        writer.abort(.interrupted)
        summary.update { $0.wasStopped = true }
    }

    /// Lets the admission look at a batch, and encodes it again if rows were taken out.
    private func admit(_ batch: EncodedBatch) throws -> EncodedBatch {
        guard let admission else { return batch }
        var batch = batch
        return try admission.admit(&batch.checked) ? encode.again(batch.checked) : batch
    }

    /// Notes what is strange about the header of a source, once.
    private mutating func note(_ checked: CheckedBatch) {
        let header = checked.records.header
        guard header !== notedHeader else { return }
        notedHeader = header
        summary.update { $0.add(checked.headerWarnings) }
    }

    private mutating func open(_ columns: [ColumnInfo]) throws {
        // A row that is kept in spite of its violations may lack even a required value.
        try writer.open(
            columns: columns.map { column in
                var column = column
                if keepsInvalidRows { column.required = false }
                return column
            }
        )
        isOpen = true
        takeNotes()
    }

    private mutating func takeNotes() {
        let notes = writer.notes.dropFirst(noteCount)
        noteCount += notes.count
        summary.update { $0.notes += notes }
    }

    private mutating func commit(_ state: RunState) throws {
        try faults.sync()
        var record = account.next(state)
        record.source = sourceName(record.sourceIndex)
        record.rejectsLength = faults.rejectsLength
        record.issuesLength = faults.issuesLength
        record.updatedAt = clock()
        try writer.commit(record)
        if state == .completed {
            try writer.finish()
            isFinished = true
            takeNotes()
        }
        guard let receipt = account.committed(record) else { return }
        ready = receipt
        summary.update { summary in
            summary.totals = receipt.totals
            summary.commits = receipt.number
            for index in summary.sources.indices {
                summary.sources[index].counts.committed = summary.sources[index].counts.accepted
            }
        }
        faults.report(to: summary)
    }

    private func sourceName(_ index: Int) -> String {
        sources.indices.contains(index) ? sources[index].name : "source \(index + 1)"
    }

    private mutating func budgetError(_ excess: ErrorBudgetState.Excess, _ batch: CheckedBatch?) -> WeirError {
        summary.update { $0.exceededLimit = excess.limit.name }
        ending = .failed
        var position: WeirError.Position?
        if let records = batch?.records, let row = excess.row {
            position = records.position(ofRow: row, in: sourceName(records.source))
        }
        return WeirError(
            .writeBudgetExceeded,
            "\(excess)",
            hint: "look at the rejects and issues files; raise the error budget if this is expected",
            position: position
        )
    }

    private mutating func rowError(_ refusal: RowRefusal, _ batch: CheckedBatch) -> WeirError {
        ending = .failed
        return WeirError(
            .writeRowRefused,
            "the target refused record \(batch.records.firstRecord + refusal.row + 1): \(refusal.reason)",
            position: batch.records.position(ofRow: refusal.row, in: sourceName(batch.records.source))
        )
    }
}

extension [RunSummary.Source] {
    /// The account of a source, made if the source was not announced.
    fileprivate subscript(place index: Int) -> RunSummary.Source {
        get { indices.contains(index) ? self[index] : RunSummary.Source(name: "source \(index + 1)") }
        set {
            while count <= index { append(RunSummary.Source(name: "source \(count + 1)")) }
            self[index] = newValue
        }
    }
}
