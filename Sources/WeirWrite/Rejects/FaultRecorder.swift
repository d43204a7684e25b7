import WeirModel

/// Where the rows of a batch come from and go to, for people.
struct Place {
    var source: String
    var columns: [ColumnInfo]

    init(_ source: String, _ columns: [ColumnInfo]) {
        self.source = source
        self.columns = columns
    }
}

/// Records what is wrong with rows: the rejects file, the issues file and the totals.
///
/// It is a class because the stage that owns it must still be able to write out what is buffered in its `deinit`.
final class FaultRecorder {
    private let rendering: any IssueRendering
    private let stopsAtViolation: Bool
    private let rules: [String]
    private var rejects: RejectsWriter
    private var issues: IssuesWriter
    /// How many violations are added to the totals at once, with their values.
    private static let countedAtOnce = 256
    /// In how many further violations examples for the report are looked for; whatever the batches are.
    private var examplesAhead = ViolationTotals.exampleSearch

    init(
        rendering: any IssueRendering,
        options: WriteOptions,
        protecting inputs: borrowing InputProtection
    ) throws {
        self.rendering = rendering
        stopsAtViolation = options.onViolation == .stop
        rules = options.rules
        rejects = try RejectsWriter(
            path: options.rejects,
            limit: options.rejectsLimit,
            protecting: inputs,
            calls: options.files
        )
        issues = try IssuesWriter(
            path: options.issues,
            limit: options.issuesLimit,
            protecting: inputs,
            calls: options.files
        )
    }

    /// The length of the rejects files together, in bytes.
    var rejectsLength: Int { rejects.length }

    /// The length of the issues file, in bytes.
    var issuesLength: Int { issues.length }

    /// Whether the run ends at a violation of a batch.
    func stops(at batch: CheckedBatch) -> Bool {
        stopsAtViolation && batch.violations.contains { $0.severity == .error }
    }

    /// Records the faults of a batch.
    ///
    /// - Parameter lastRow: the last row to look at; `nil` looks at all.
    func record(
        _ batch: CheckedBatch,
        at place: Place,
        upTo lastRow: Int?,
        _ summary: SummaryCollector
    ) throws {
        let rows = lastRow.map { $0 + 1 } ?? batch.rows
        let fatal = stopsAtViolation ? batch.violations.firstIndex { $0.severity == .error } : nil
        let found = fatal.map { batch.violations[...$0] } ?? batch.violations[...]
        if !found.isEmpty {
            let last = try write(found, batch, place, rows, summary)
            if let fatal {
                let violation = found[fatal]
                throw WeirError(
                    .validateViolation,
                    last?.message
                        ?? "record \(batch.records.firstRecord + violation.row + 1): \(violation.code.rawValue)",
                    hint: "the pipeline says to stop at the first violation (onViolation: stop)",
                    position: batch.records.position(ofRow: violation.row, in: place.source)
                )
            }
        }
        try rejects.append(batch, rows: rows)
    }

    /// Counts the violations and writes down as many as are wanted.
    ///
    /// - Returns: the issue of the last one, if it was rendered.
    private func write(
        _ found: ArraySlice<Violation>,
        _ batch: CheckedBatch,
        _ place: Place,
        _ rows: Int,
        _ summary: SummaryCollector
    ) throws -> Issue? {
        let counted = found.prefix { $0.row < rows }
        // Examples for the report are wanted even where no issues file is.
        let wanted = min(max(issues.remaining, examplesAhead), found.count)
        examplesAhead = max(examplesAhead - found.count, 0)
        var next = counted.startIndex
        var values: [String?] = []
        func addUp(to end: Int) {
            count(counted[next..<end], values, batch, place, summary)
            next = end
            values.removeAll(keepingCapacity: true)
        }
        var last: Issue?
        var number = 0
        try rendering.render(batch, limit: wanted) { issue in
            number += 1
            if number == found.count { last = issue }
            guard number <= counted.count else { return }
            values.append(issue.value)
            if values.count == Self.countedAtOnce { addUp(to: next + values.count) }
            try issues.append(issue)
        }
        addUp(to: counted.endIndex)
        issues.omit(counted.count - min(counted.count, wanted))
        return last
    }

    /// Adds violations to the totals.
    ///
    /// - Parameter values: what the first of them are about.
    private func count(
        _ counted: ArraySlice<Violation>, _ values: [String?], _ batch: CheckedBatch, _ place: Place,
        _ summary: SummaryCollector
    ) {
        guard !counted.isEmpty else { return }
        let source = batch.records.source
        summary.update { summary in
            if summary.sources.indices.contains(source) { summary.sources[source].issues += counted.count }
            for (index, violation) in counted.enumerated() {
                summary.violations.add(
                    violation,
                    rowNumber: batch.records.firstRecord + violation.row + 1,
                    columns: place.columns,
                    rules: rules,
                    value: index < values.count ? values[index] : nil
                )
            }
        }
    }

    /// Waits until everything recorded is stored.
    func sync() throws {
        try rejects.sync()
        try issues.sync()
    }

    /// Ends the files and stores them.
    func finish() throws {
        try rejects.finish()
        try issues.finish()
    }

    /// Hands what was recorded to the system, as well as that still goes, so that a failed run can be looked into.
    func flushAfterFailure(_ summary: SummaryCollector) {
        try? rejects.flush()
        try? issues.flush()
        report(to: summary)
    }

    /// Tells the summary which files there are and what is in them.
    func report(to collector: SummaryCollector) {
        collector.update { summary in
            summary.rejectsFiles = rejects.paths
            summary.rejectsWritten = rejects.count
            summary.rejectsOmitted = rejects.omitted
            summary.issuesFile = issues.writtenPath
            summary.issuesWritten = issues.count
            summary.issuesOmitted = issues.omitted
        }
    }
}
