internal import WeirFlow

/// What each stage did, and what it waited for.
struct StageTable {
    private let progress: FlowProgress

    /// Makes a table of the last counters.
    init(_ progress: FlowProgress) { self.progress = progress }

    /// The lines.
    func lines(indent: Int) -> [String] {
        let header = ["stage", "rows", "MB", "busy s", "waited for input s", "for room s", "edge peak"]
        let rows = progress.stages.map { stage in
            [
                stage.name,
                stage.rows > 0 ? Figure.count(stage.rows) : "-",
                Figure.megabytes(max(stage.input?.receivedBytes ?? 0, stage.output?.bytes ?? 0)),
                seconds(stage.busy),
                stage.input.map { seconds($0.blockedOnEmpty) } ?? "-",
                stage.output.map { seconds($0.blockedOnFull) } ?? "-",
                stage.output.map { Figure.size($0.peak) } ?? "-",
            ]
        }
        return progress.stages.isEmpty ? [] : TextTable(rows: [header] + rows).lines(indent: indent)
    }

    private func seconds(_ nanoseconds: UInt64) -> String {
        Figure.decimal(Double(nanoseconds) / 1e9, places: 2)
    }
}
