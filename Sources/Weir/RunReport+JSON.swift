internal import WeirEmit
internal import WeirFlow
internal import WeirModel
internal import WeirWrite

extension RunReport {
    /// The report as one JSON object.
    public var json: [UInt8] {
        var bytes: [UInt8] = []
        value.appendJSON(to: &bytes)
        bytes.append(0x0A)
        return bytes
    }

    /// The report as a value, in the order in which a person would look at it.
    private var value: Event.Value {
        .object([
            .init("status", .string(status.rawValue)),
            .init("exit_code", .integer(Int(exitCode.rawValue))),
            .init("pipeline", .string(run.pipeline)),
            .init("run", .string(run.id)),
            .init("started_at", .string(ISOText.timestamp(run.startedAt))),
            .init("replays", replays.map { .string($0) } ?? .null),
            .init("resumed_at", resumedFrom == nil ? .null : .string(ISOText.timestamp(beganAt))),
            .init("already_done", done.map { .string($0.run.id) } ?? .null),
            .init("ended_at", .string(ISOText.timestamp(endedAt))),
            .init("duration_ms", .integer(Int(exactly: (seconds * 1000).rounded()) ?? 0)),
            .init("rows", done?.run.id == run.id ? rows(done?.counts ?? .init()) : rows(summary.totals)),
            .init("sources", .array(summary.sources.map(source))),
            .init("header_warnings", .array(summary.headerWarnings.map(\.value))),
            .init("issues", issueTotals),
            .init("outputs", outputs),
            .init("notes", .array(summary.notes.map { .string($0) })),
            .init("stages", .array(progress.stages.map { stage($0) })),
            .init("machine", machine),
            .init("exceeded_limit", summary.exceededLimit.map { .string($0) } ?? .null),
            .init("error", error.map(\.value) ?? .null),
        ])
    }

    private func rows(_ counts: RowCounts) -> Event.Value {
        let skipped = counts.skipped
        return .object([
            .init("read", .integer(counts.read)),
            .init("accepted", .integer(counts.accepted)),
            .init("rejected", .integer(counts.rejected)),
            .init("committed", .integer(counts.committed)),
            .init(
                "skipped",
                .object([
                    .init("total", .integer(skipped.total)),
                    .init("preamble", .integer(skipped.preamble)),
                    .init("header", .integer(skipped.header)),
                    .init("blank", .integer(skipped.blank)),
                    .init("comment", .integer(skipped.comment)),
                    .init("footer", .integer(skipped.footer)),
                    .init("after_end", .integer(skipped.afterEnd)),
                ])
            ),
        ])
    }

    /// What a run has done that needed not be done again; the reasons of skipping are not remembered.
    private func rows(_ counts: RunRecord.Counts) -> Event.Value {
        .object([
            .init("read", .integer(counts.read)),
            .init("accepted", .integer(counts.accepted)),
            .init("rejected", .integer(counts.rejected)),
            .init("committed", .integer(counts.committed)),
            .init("skipped", .object([.init("total", .integer(counts.skipped))])),
        ])
    }

    private func source(_ source: RunSummary.Source) -> Event.Value {
        var members: [Event.Member] = [.init("name", .string(source.name))]
        if let sheet = source.sheet { members.append(.init("sheet", .string(sheet))) }
        if let entry = source.entry { members.append(.init("entry", .string(entry))) }
        return .object(members + [.init("rows", rows(source.counts))])
    }

    private var issueTotals: Event.Value {
        .object([
            .init("total", .integer(summary.violations.count)),
            .init("errors", .integer(summary.violations.errors)),
            .init("warnings", .integer(summary.violations.warnings)),
            .init("partial", .boolean(summary.isPartial)),
            .init("by_code", counts(summary.violations.countsByCode.map { ($0.rawValue, $1) })),
            .init("by_column", counts(summary.violations.countsByColumn)),
            .init(
                "by_kind",
                .array(
                    summary.violations.entries.map { entry in
                        .object([
                            .init("severity", .string(entry.kind.severity.rawValue)),
                            .init("issue_type", .string(entry.kind.code.rawValue)),
                            .init("constraint", entry.kind.constraint.map { .string($0.rawValue) } ?? .null),
                            .init("rule", entry.rule.map { .string($0) } ?? .null),
                            .init("field_name", entry.fieldName.map { .string($0) } ?? .null),
                            .init("count", .integer(entry.count)),
                            .init("first_rows", .array(entry.firstRows.map { .integer($0) })),
                            .init("examples", .array(entry.examples.map { .string($0) })),
                        ])
                    }
                )
            ),
            .init("first", .array(issues.map(\.reported))),
        ])
    }

    private func counts(_ counts: [(name: String, count: Int)]) -> Event.Value {
        .array(counts.map { .object([.init("name", .string($0.name)), .init("count", .integer($0.count))]) })
    }

    private var outputs: Event.Value {
        .object([
            .init("destination", .string(destination)),
            .init("rejects", .array(summary.rejectsFiles.map { .string($0) })),
            .init("rejects_written", .integer(summary.rejectsWritten)),
            .init("rejects_omitted", .integer(summary.rejectsOmitted)),
            .init("issues", summary.issuesFile.map { .string($0) } ?? .null),
            .init("issues_written", .integer(summary.issuesWritten)),
            .init("issues_omitted", .integer(summary.issuesOmitted)),
            .init(
                "events",
                .array(
                    deliveries.map { delivery in
                        .object([
                            .init("destination", .string(delivery.destination)),
                            .init("delivered", .integer(delivery.delivered)),
                            .init("failed", .integer(delivery.failed)),
                        ])
                    }
                )
            ),
        ])
    }

    private func stage(_ stage: FlowProgress.Stage) -> Event.Value {
        .object([
            .init("name", .string(stage.name)),
            .init("state", .string(stage.state.rawValue)),
            .init("rows", .integer(stage.rows)),
            .init("bytes", .integer(stage.bytes)),
            .init("busy_ms", .integer(Int(stage.busy / 1_000_000))),
            .init("blocked_on_full_ms", .integer(Int((stage.output?.blockedOnFull ?? 0) / 1_000_000))),
            .init("blocked_on_empty_ms", .integer(Int((stage.input?.blockedOnEmpty ?? 0) / 1_000_000))),
            .init("edge_peak_bytes", .integer(stage.output?.peak ?? 0)),
            .init("edge_limit_bytes", .integer(stage.output?.limit ?? 0)),
        ])
    }

    private var machine: Event.Value {
        .object([
            .init("kernel", .string(kernel)),
            .init("workers", .integer(workers)),
            .init("peak_memory_bytes", .integer(peakMemory)),
        ])
    }
}
