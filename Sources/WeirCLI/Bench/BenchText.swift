internal import Weir

/// What a bench measured, for a person: a pure function of its report.
struct BenchText {
    /// The report.
    let report: BenchReport
    /// What the output can show.
    let style: TextStyle

    /// The lines.
    var lines: [String] {
        let groups = [head, stages, wholes, verdict]
        return Array(groups.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private var head: [String] {
        let input = report.input
        let name = Tone.strong.paint(PrintableText.visible(report.pipeline), style)
        let size = "\(Figure.count(input.rows, "row")), \(Figure.megabytes(input.textBytes)) MB of text"
        let part = input.isWhole ? "the whole input" : "the first part of the input"
        var lines = ["\(name): \(size), \(part); the median of \(Figure.count(report.runs, "run"))"]
        lines.append("  into    \(PrintableText.visible(report.target)), in a temporary folder")
        lines.append("  kernel  \(report.kernel), \(Figure.count(report.cores, "core"))")
        lines += report.notes.map { "  note    \(PrintableText.visible($0))" }
        return lines
    }

    private var stages: [String] {
        let header = ["stage alone, on one core", "MB/s", "rows/s", "spread", "busy in the run"]
        let rows = report.stages.map { stage in
            [
                stage.name, rate(stage.bytesPerSecond), perSecond(stage.rowsPerSecond), share(stage.seconds.share),
                stage.busyShare.map(share) ?? "with validate",
            ]
        }
        return TextTable(rows: [header] + rows).lines(indent: 2)
    }

    private var wholes: [String] {
        let header = ["whole run, batches of", "workers", "MB/s", "rows/s", "spread", "cores busy", "peak memory", ""]
        let rows = report.wholes.enumerated().map { index, whole in
            [
                Figure.size(whole.batchBytes), Figure.count(whole.workers), rate(report.bytesPerSecond(whole)),
                perSecond(report.rowsPerSecond(whole)), share(whole.seconds.share),
                Figure.decimal(whole.coresUsed, places: 2), Figure.size(whole.peakMemory), mark(index, whole),
            ]
        }
        // The last column is empty where there is nothing to compare.
        return TextTable(rows: [header] + rows).lines(indent: 2).map {
            String($0.reversed().drop { $0 == " " }.reversed())
        }
    }

    private func mark(_ index: Int, _ whole: BenchReport.Whole) -> String {
        if report.wholes.count == 1 { return "" }
        if index == 0 { return "best" }
        return report.isSlowerThanBest(whole) ? "" : "as good within the spread"
    }

    private var verdict: [String] {
        guard let best = report.best else { return [] }
        let stage = best.bottleneck == "validate" ? "validate with encode" : best.bottleneck
        let hands = best.bottleneck == "validate" && best.workers > 1 ? " on \(best.workers) workers" : ""
        let busy = share(best.busyShares[best.bottleneck] ?? 0)
        var lines = ["  bottleneck: \(stage), busy \(busy) of the time\(hands)"]
        if best.coresUsed > 0.9 * Double(report.cores) {
            lines.append("  all cores are busy: only less work or more cores make it faster")
        }
        if report.wholes.count > 1 {
            if !report.wholes.contains(where: report.isSlowerThanBest) {
                lines.append("  no choice is clearly the best: the spreads of all of them meet; more --runs tell more")
            }
            let settings = best.overrides.map { "--set \($0)" }.joined(separator: " ")
            lines.append("  best: \(Tone.strong.paint(settings, style))")
        }
        return lines
    }

    /// Bytes per second in millions; what does next to nothing has no speed to speak of.
    private func rate(_ bytes: Double) -> String {
        bytes > 1e11 ? ">100,000" : Figure.decimal(bytes / 1e6, places: bytes < 1e9 ? 1 : 0)
    }

    private func perSecond(_ rows: Double) -> String { rows > 1e9 ? ">1,000,000,000" : Figure.perSecond(rows) }

    private func share(_ value: Double) -> String { "\(Figure.decimal(value * 100, places: 0)) %" }
}
