internal import WeirModel

/// Progress in one line, for a log.
enum ProgressLine {
    /// The line.
    static func text(_ figures: ProgressFigures, name: String) -> String {
        var parts: [String] = []
        if let fraction = figures.fraction { parts.append("\(Figure.decimal(fraction * 100, places: 0))%") }
        parts.append(figures.volume)
        parts.append("\(Figure.decimal(figures.bytesPerSecond / 1e6, places: 1)) MB/s")
        parts.append("\(Figure.perSecond(figures.rowsPerSecond)) rows/s")
        if figures.now.reference == nil {
            let totals = figures.now.totals
            parts.append("accepted \(Figure.count(totals.accepted))")
            parts.append("rejected \(Figure.count(totals.rejected))")
        }
        if let seconds = figures.secondsLeft, figures.fraction ?? 0 < 1 { parts.append(Figure.timeLeft(seconds)) }
        return "\(figures.title(name)): \(parts.joined(separator: "; "))"
    }
}
