internal import WeirFlow
internal import WeirModel

/// Progress as a JSON object, for a program.
enum ProgressRecord {
    /// The object, on one line.
    ///
    /// - Parameters:
    ///   - figures: where the run stands.
    ///   - name: what the pipeline is called.
    ///   - run: which run it is.
    static func text(_ figures: ProgressFigures, name: String, run: String) -> String {
        let totals = figures.now.totals
        let value = Event.Value.object([
            .init("type", .string("progress")),
            .init("pipeline", .string(name)),
            .init("run", .string(run)),
            .init("reference", figures.now.reference.map { .string($0) } ?? .null),
            .init("bytes_read", .integer(figures.bytesRead)),
            .init("bytes_total", figures.totalBytes.map { .integer($0) } ?? .null),
            .init("bytes_per_second", .integer(whole(figures.bytesPerSecond))),
            .init("rows_per_second", .integer(whole(figures.rowsPerSecond))),
            .init("accepted", .integer(totals.accepted)),
            .init("rejected", .integer(totals.rejected)),
            .init("committed", .integer(totals.committed)),
            .init("stages", .array(figures.now.progress.stages.map { stage($0, figures) })),
        ])
        var bytes: [UInt8] = []
        value.appendJSON(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func stage(_ stage: FlowProgress.Stage, _ figures: ProgressFigures) -> Event.Value {
        .object([
            .init("name", .string(stage.name)),
            .init("state", .string(stage.state.rawValue)),
            .init("rows", .integer(stage.rows)),
            .init("bytes", .integer(stage.bytes)),
            .init(
                "rows_per_second",
                .integer(whole(figures.now.progress.rowsPerSecond(stage.name, since: figures.earlier.progress)))
            ),
            .init("queue_percent", .integer(whole(stage.queue * 100))),
        ])
    }

    private static func whole(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }
}
