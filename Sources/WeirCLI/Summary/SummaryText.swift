internal import Weir
internal import WeirEmit
internal import WeirFlow
internal import WeirModel
internal import WeirWrite

/// What came of a run, for a person: a pure function of its report.
struct SummaryText {
    /// How many rejected rows are shown.
    static let sampleSize = 5
    /// How many warnings about headers are shown.
    private static let kindLimit = 12

    /// The report.
    let report: RunReport
    /// What the output can show.
    let style: TextStyle
    /// The first issues.
    var sample: [Issue] = []
    /// Whether nothing was written on purpose.
    var isDryRun = false
    /// Whether the table of stages is shown.
    var showsStages = true
    /// What the encoding may be.
    var encoding: EncodingHint?
    /// How to mend the rejected rows.
    var mending: MendingHint?

    /// Makes a summary.
    init(report: RunReport, style: TextStyle) {
        self.report = report
        self.style = style
    }

    /// The lines.
    var lines: [String] {
        var groups = [[headline]]
        if showsStages { groups.append(StageTable(report.progress).lines(indent: 2)) }
        groups.append(account)
        groups.append(headerWarnings)
        groups.append(SourceTable(report.summary.sources).lines(indent: 2))
        groups.append(IssueTable(report).lines(indent: 2))
        groups.append(examples)
        groups.append(encoding?.lines ?? [])
        groups.append(places)
        groups.append(hint)
        return Array(groups.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private var headline: String {
        let tone: Tone = report.status == .completed ? .good : .bad
        let bytes = report.progress.stages.first?.bytes ?? 0
        let rows = report.summary.totals.accepted + report.summary.totals.rejected
        let seconds = max(report.seconds, 1e-6)
        var parts = ["\(Figure.count(rows, "row")) in \(Figure.duration(report.seconds))"]
        parts.append("\(Figure.perSecond(Double(rows) / seconds)) rows/s")
        parts.append("\(Figure.decimal(Double(bytes) / 1e6 / seconds, places: 1)) MB/s")
        let status = tone.paint(isDryRun ? "\(report.status.rawValue), nothing written" : report.status.rawValue, style)
        let name = Tone.strong.paint(PrintableText.visible(report.run.pipeline), style)
        return "\(name): \(status); \(parts.joined(separator: ", "))"
    }

    private var account: [String] {
        let totals = report.summary.totals
        let skipped = totals.skipped
        let reasons = [
            ("preamble", skipped.preamble), ("header", skipped.header), ("blank", skipped.blank),
            ("comment", skipped.comment), ("footer", skipped.footer), ("after the end", skipped.afterEnd),
        ].filter { $0.1 > 0 }.map { "\($0.0) \(Figure.count($0.1))" }
        var line = "  read \(Figure.count(totals.read)) = accepted \(Figure.count(totals.accepted))"
        line += " + rejected \(Figure.count(totals.rejected)) + skipped \(Figure.count(skipped.total))"
        if !reasons.isEmpty { line += " (\(reasons.joined(separator: ", ")))" }
        if report.status == .completed || isDryRun { return [line] }
        return [line, "  committed \(Figure.count(totals.committed, "row")); what was on its way is dropped"]
    }

    private var headerWarnings: [String] {
        let (found, count) = (report.summary.headerWarnings, report.summary.headerWarningCount)
        guard count > 0 else { return [] }
        let shown = found.prefix(Self.kindLimit)
        var lines = ["  the header: \(Figure.count(count, "warning"))"]
        lines += shown.map { issue in
            let place = [issue.source, issue.line.map(String.init)].compactMap(\.self).joined(separator: ":")
            return "    \(PrintableText.visible("\(place): \(issue)"))"
        }
        if count > shown.count { lines.append("    and \(Figure.count(count - shown.count)) more") }
        return lines
    }

    private var examples: [String] {
        guard !sample.isEmpty else { return [] }
        let hidden = report.summary.violations.count - sample.count
        return [hidden > 0 ? "  the first of them:" : "  they are:"] + sample.map { "    \(IssueLine.text($0))" }
    }

    private var places: [String] {
        let summary = report.summary
        var rows: [(String, String)] = []
        if !isDryRun {
            rows.append(("rows", "\(report.destination) (\(Figure.count(summary.totals.committed, "row")))"))
        }
        if summary.sources.count == 1, let sheet = summary.sources[0].sheet {
            rows.append(("sheet", "\"\(sheet)\" of \(summary.sources[0].name)"))
        }
        if summary.sources.count == 1, let entry = summary.sources[0].entry {
            rows.append(("file", "\(entry) in \(summary.sources[0].name)"))
        }
        rows += summary.rejectsFiles.map { ("rejects", $0) }
        if let file = summary.issuesFile { rows.append(("issues", file)) }
        rows += report.deliveries.map { delivery in
            let lost = delivery.failed > 0 ? ", \(Figure.count(delivery.failed, "event")) lost" : ""
            return ("events", "\(delivery.destination) (\(Figure.count(delivery.delivered, "event"))\(lost))")
        }
        if summary.isPartial {
            let omitted =
                "\(Figure.count(summary.rejectsOmitted)) rejects, \(Figure.count(summary.issuesOmitted)) issues"
            rows.append(("left out", "\(omitted), because of the limits; the counts are exact"))
        }
        rows += summary.notes.map { ("note", $0) }
        let workers = Figure.count(report.workers, "worker")
        rows.append(("memory", "\(Figure.size(report.peakMemory)) at most; kernel \(report.kernel), \(workers)"))
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  \(TextTable.left($0.0, width))  \(PrintableText.visible($0.1))" }
    }

    private var hint: [String] {
        guard let mending else { return [] }
        let commands = mending.command.split(separator: "\n").map { "    \(PrintableText.visible($0))" }
        return ["  To load the rejected rows after all, correct \(PrintableText.visible(mending.fileNames)) and:"]
            + commands
    }
}
