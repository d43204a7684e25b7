internal import Synchronization
internal import Weir
internal import WeirFlow
internal import WeirModel
internal import WeirWrite

/// Shows on standard error where a run stands.
final class ProgressDisplay: Sendable {
    /// The ways to show it.
    private enum Form {
        case block
        case lines
        case records
        case nothing
    }

    private struct State {
        var readings: [ProgressReading] = []
        var drawnLines = 0
        var step = 0
        var isClosed = false
    }

    /// How many readings of the live block rates are measured over: two seconds.
    private static let memory = 20

    private let run: PipelineRun
    private let form: Form
    private let name: String
    private let totalBytes: Int?
    private let stream = StandardStream.error
    private let style: TextStyle
    private let state = Mutex(State())

    /// Makes a display that shows nothing yet.
    init(_ run: PipelineRun, mode: ProgressMode) {
        self.run = run
        name = PrintableText.visible(run.pipeline.name)
        style = stream.style
        let sizes = run.sources.compactMap(\.byteCount)
        totalBytes = sizes.count == run.sources.count ? sizes.reduce(0, +) : nil
        let isLive = stream.isTerminal && Environment["TERM"] != "dumb"
        form =
            switch mode {
            case .auto: isLive ? .block : .lines
            case .plain: .lines
            case .json: .records
            case .none: .nothing
            }
    }

    /// Shows the run until the task is cancelled.
    func keepShowing() async {
        let intervals: (first: Duration, next: Duration)
        switch form {
        case .block: intervals = (.milliseconds(100), .milliseconds(100))
        case .lines: intervals = (.seconds(2), .seconds(5))
        case .records: intervals = (.seconds(1), .seconds(1))
        case .nothing: return
        }
        read()
        var interval = intervals.first
        while (try? await Task.sleep(for: interval)) != nil {
            show()
            interval = intervals.next
        }
    }

    /// Says something without disturbing what is shown.
    func note(_ text: String) {
        state.withLock { state in
            erase(&state)
            stream.print(text)
        }
    }

    /// Shows nothing more, and leaves the terminal as it was.
    func close() {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            erase(&state)
            if form == .records { stream.print(record(figures(&state))) }
        }
    }

    private func read() { state.withLock { _ = figures(&$0) } }

    private func show() {
        state.withLock { state in
            guard !state.isClosed else { return }
            let figures = figures(&state)
            switch form {
            case .block: draw(figures, &state)
            case .lines: stream.print(ProgressLine.text(figures, name: name))
            case .records: stream.print(record(figures))
            case .nothing: break
            }
        }
    }

    private func figures(_ state: inout State) -> ProgressFigures {
        let reference = run.referenceProgress
        let now = ProgressReading(
            reference: reference.map { PrintableText.visible($0.name) },
            progress: reference?.progress ?? run.monitor.snapshot(), totals: run.summary.summary.totals)
        // Rates are measured within one flow.
        state.readings.removeAll { $0.reference != now.reference }
        state.readings.append(now)
        if state.readings.count > (form == .block ? Self.memory : 2) { state.readings.removeFirst() }
        // Before the flow has begun there are no stages to compare with.
        let earlier = state.readings.first { !$0.progress.stages.isEmpty } ?? now
        let totalBytes = reference.map(\.totalBytes) ?? totalBytes
        return ProgressFigures(now: now, earlier: earlier, totalBytes: totalBytes)
    }

    private func record(_ figures: ProgressFigures) -> String {
        ProgressRecord.text(figures, name: run.pipeline.name, run: run.identity.id)
    }

    /// Draws the block over the last one, in a single write so that it does not flicker.
    private func draw(_ figures: ProgressFigures, _ state: inout State) {
        // One column stays free: some terminals wrap when the last one is written.
        let block = ProgressBlock(name: name, width: max(stream.width - 1, 1), style: style)
        let lines = block.lines(figures, step: state.step)
        let back = state.drawnLines > 0 ? "\r\u{1B}[\(state.drawnLines)A" : ""
        stream.write(back + lines.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J")
        state.drawnLines = lines.count
        state.step += 1
    }

    private func erase(_ state: inout State) {
        guard state.drawnLines > 0 else { return }
        stream.write("\r\u{1B}[\(state.drawnLines)A\u{1B}[J")
        state.drawnLines = 0
    }
}
