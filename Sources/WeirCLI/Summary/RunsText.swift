internal import WeirModel
internal import WeirWrite

/// The runs that a database remembers, for a person and for a program.
struct RunsText {
    /// The runs, the newest first.
    let entries: [RunEntry]

    /// Makes the text of runs.
    init(_ entries: [RunEntry]) { self.entries = entries }

    /// A table, and below it where the unfinished runs have stopped.
    var lines: [String] {
        guard !entries.isEmpty else { return ["no runs"] }
        var rows = [["run", "pipeline", "table", "state", "started", "committed", "rejected"]]
        rows += entries.map { entry in
            let record = entry.record
            return [
                record.run.id, PrintableText.visible(record.run.pipeline), PrintableText.visible(entry.table),
                record.state.rawValue, String(ISOText.timestamp(record.run.startedAt).prefix(19)) + "Z",
                Figure.count(record.counts.committed), Figure.count(record.counts.rejected),
            ]
        }
        var lines = TextTable(rows: rows).lines(indent: 0)
        let remarks = entries.compactMap { Self.remark($0.record) }
        if !remarks.isEmpty { lines += [""] + remarks.map { PrintableText.visible($0) } }
        return lines
    }

    private static func remark(_ record: RunRecord) -> String? {
        let id = record.run.id
        if record.isUnfinished {
            let attempts = record.attempt > 1 ? ", attempt \(record.attempt)" : ""
            return "\(id) stopped behind record \(Figure.count(record.records)) of \(record.source)\(attempts)"
        }
        return record.replays.map { "\(id) loaded corrected rejects of \($0)" }
    }

    /// A run as a JSON object on a line.
    static func json(_ entry: RunEntry) -> [UInt8] {
        let record = entry.record
        let value = Event.Value.object([
            .init("run", .string(record.run.id)),
            .init("pipeline", .string(record.run.pipeline)),
            .init("table", .string(entry.table)),
            .init("state", .string(record.state.rawValue)),
            .init("resumable", .boolean(record.isUnfinished)),
            .init("attempt", .integer(record.attempt)),
            .init("replays", record.replays.map { .string($0) } ?? .null),
            .init("started_at", .string(ISOText.timestamp(record.run.startedAt))),
            .init("updated_at", .string(ISOText.timestamp(record.updatedAt))),
            .init("commits", .integer(record.commits)),
            .init("source", .string(record.source)),
            .init("source_number", .integer(record.sourceIndex + 1)),
            .init("records_of_source", .integer(record.records)),
            .init("byte_offset", .integer(record.byteOffset)),
            .init("rows_read", .integer(record.counts.read)),
            .init("rows_accepted", .integer(record.counts.accepted)),
            .init("rows_rejected", .integer(record.counts.rejected)),
            .init("rows_skipped", .integer(record.counts.skipped)),
            .init("rows_committed", .integer(record.counts.committed)),
        ])
        var bytes: [UInt8] = []
        value.appendJSON(to: &bytes)
        return bytes + [0x0A]
    }
}
