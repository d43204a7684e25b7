internal import WeirFlow
internal import WeirModel

/// The live block of a terminal: a line for the run, a line for each stage, a line for the rows.
struct ProgressBlock {
    private static let edgeWidth = 10
    private static let longestBar = 40
    private static let shortestBar = 8

    /// What the pipeline is called.
    let name: String
    /// How many characters a line may have.
    let width: Int
    /// What the terminal shows.
    let style: TextStyle

    /// The lines, none longer than the width.
    ///
    /// - Parameters:
    ///   - figures: where the run stands.
    ///   - step: how often the block has been drawn, for what moves.
    func lines(_ figures: ProgressFigures, step: Int) -> [String] {
        let stages = figures.now.progress.stages
        let nameWidth = stages.map(\.name.count).max() ?? 0
        let rates = stages.map { figures.rate(of: $0) }
        let rateWidth = max(rates.map(\.count).max() ?? 0, 16)
        var lines = [headline(figures, step: step)]
        for (stage, rate) in zip(stages, rates) {
            var line = StyledLine("  \(TextTable.left(stage.name, nameWidth))", tone(of: stage.state))
            line.append("  \(TextTable.right(rate, rateWidth))")
            if stage.input != nil {
                line.append("  ")
                line.append(Bar.text(stage.queue, width: Self.edgeWidth, isUnicode: style.isUnicode), .faint)
                line.append(" \(Figure.decimal(stage.queue * 100, places: 0))% full", .faint)
            }
            lines.append(line)
        }
        if figures.now.reference == nil { lines.append(rows(figures)) }
        return lines.map { $0.rendered(style, width: width) }
    }

    private func headline(_ figures: ProgressFigures, step: Int) -> StyledLine {
        var parts: [String] = []
        if let fraction = figures.fraction { parts.append("\(Figure.decimal(fraction * 100, places: 0))%") }
        parts.append(figures.volume)
        parts.append("\(Figure.decimal(figures.bytesPerSecond / 1e6, places: 1)) MB/s")
        parts.append("\(Figure.perSecond(figures.rowsPerSecond)) rows/s")
        if let seconds = figures.secondsLeft, figures.fraction ?? 0 < 1 { parts.append(Figure.timeLeft(seconds)) }
        let name = figures.title(name)
        var text = parts.joined(separator: "  ")
        // The bar gives way first, then what stands last.
        while parts.count > 1, name.count + Self.shortestBar + text.count + 4 > width {
            parts.removeLast()
            text = parts.joined(separator: "  ")
        }
        let room = min(max(width - name.count - text.count - 4, 0), Self.longestBar)
        let bar =
            figures.fraction.map { Bar.text($0, width: room, isUnicode: style.isUnicode) }
            ?? Bar.moving(step: step, width: room, isUnicode: style.isUnicode)
        var line = StyledLine(name, .strong)
        line.append("  ")
        line.append(bar, .good)
        line.append("  \(text)")
        return line
    }

    private func rows(_ figures: ProgressFigures) -> StyledLine {
        let totals = figures.now.totals
        var line = StyledLine("  accepted \(Figure.count(totals.accepted))")
        line.append("  rejected \(Figure.count(totals.rejected))", totals.rejected > 0 ? .doubtful : .plain)
        line.append("  committed \(Figure.count(totals.committed))")
        return line
    }

    private func tone(of state: FlowProgress.State) -> Tone {
        switch state {
        case .waiting: .faint
        case .running: .plain
        case .finished: .good
        case .failed: .bad
        }
    }
}
