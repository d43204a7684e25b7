public import WeirFlow
public import WeirModel

/// Appends the accepted rows to the sink, puts the rejected ones aside and commits.
///
/// Before each commit the rejects and issues files are stored, then the sink commits, and only then is there a receipt:
/// what a receipt says is true whatever happens next. A run that ends early leaves what was committed and undoes the
/// rest; with an atomic sink (`replace`, a file) that is everything, and the old table or file stays as it was.
///
/// - Emits: one receipt after each commit; the last one, which always comes, is marked.
/// - Holds: one batch, and the buffers of the rejects and issues files.
/// - Completes: after the last commit, when the target is published and closed.
/// - Fails: `write.rowRefused`, `write.budgetExceeded`, `validate.violation`, `write.overwritesInput`, and what the
///   sink, the file system and the admission say: `write.failed`, `write.diskFull`, `write.unwritable`, `write.busy`,
///   `validate.spillFull`, `validate.spillFailed`.
public struct WriteStage: Transducer, ~Copyable {
    private let writer: any TableWriter
    private let admission: (any RowAdmission)?
    private let encode: EncodeStage
    private let columns: TableColumns
    private let keepsInvalidRows: Bool
    private let run: RunIdentity
    private let sources: [SourceInfo]
    private let clock: @Sendable () -> Double
    private let summary: SummaryCollector
    private var account: CommitState
    private var budget: ErrorBudgetState
    private let faults: FaultRecorder
    private var isOpen = false
    private var notedHeader: TableHeader?
    private var isFinished = false
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
    ///   - run: what progress rows are marked with.
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
        run: RunIdentity,
        summary: SummaryCollector,
        clock: @escaping @Sendable () -> Double
    ) throws {
        let inputs = InputProtection(sources)
        if let replaced = sink.replacedFile { try inputs.check(replaced) }
        let recorder = try FaultRecorder(rendering: rendering, options: options, protecting: inputs)
        let writer = try sink.makeWriter()
        self.writer = writer
        self.admission = admission
        self.encode = encode
        self.columns = columns
        self.run = run
        self.sources = sources
        self.clock = clock
        self.summary = summary
        keepsInvalidRows = options.onViolation == .keep
        account = CommitState(commit: options.commit, isAtomic: writer.isAtomic)
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
            writer.abort()
        }
    }

    /// Writes one batch.
    public mutating func push(_ input: consuming EncodedBatch) throws {
        do {
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
            if let excess = budget.finish() { throw budgetError(excess, nil) }
            if !isOpen { try open(columns.known ?? []) }
            try faults.finish()
            try commit(isLast: true)
        } catch {
            faults.flushAfterFailure(summary)
            throw error
        }
    }

    private mutating func write(_ input: EncodedBatch) throws {
        let batch = try admit(input)
        let checked = batch.checked
        let columns = columns.columns(of: checked)
        // The first source may be an empty file, which has no header to show the columns.
        if !isOpen, !columns.isEmpty || checked.rows > 0 { try open(columns) }

        if !checked.headerWarnings.isEmpty { note(checked) }
        let excess = budget.take(checked)
        let place = Place(sourceName(checked.records.source), columns)
        try faults.record(checked, at: place, upTo: excess?.row, summary)
        if let excess { throw budgetError(excess, checked) }

        if checked.acceptedCount > 0 {
            do {
                try writer.append(batch)
            } catch let refusal as RowRefusal {
                throw rowError(refusal, checked)
            }
        }
        let counts = account.take(checked)
        summary.update { summary in
            summary.totals += counts
            summary.sources[place: checked.records.source].counts += counts
        }
        if account.isDue { try commit(isLast: false) }
    }

    /// Lets the admission look at a batch, and encodes it again if rows were taken out.
    private func admit(_ batch: EncodedBatch) throws -> EncodedBatch {
        guard let admission else { return batch }
        var batch = batch
        return try admission.admit(&batch.checked) ? encode(batch.checked) : batch
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
            columns: columns.map {
                ColumnInfo(name: $0.name, type: $0.type, required: $0.required && !keepsInvalidRows)
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

    private mutating func commit(isLast: Bool) throws {
        try faults.sync()
        let receipt = account.receipt(isLast: isLast)
        try writer.commit(
            CommitRecord(
                run: run,
                receipt: receipt,
                source: sourceName(receipt.source),
                rejectsLength: faults.rejectsLength,
                issuesLength: faults.issuesLength,
                timestamp: clock()
            )
        )
        if isLast {
            try writer.finish()
            isFinished = true
            takeNotes()
        }
        account.committed(receipt)
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

    private func budgetError(_ excess: ErrorBudgetState.Excess, _ batch: CheckedBatch?) -> WeirError {
        summary.update { $0.exceededLimit = excess.limit.name }
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

    private func rowError(_ refusal: RowRefusal, _ batch: CheckedBatch) -> WeirError {
        WeirError(
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
