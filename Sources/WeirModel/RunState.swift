/// Where a run stands, as its target remembers it.
public enum RunState: String, Sendable, Hashable, CaseIterable {
    /// It goes on, or its process has gone without a word.
    case running
    /// It was asked to stop, or something failed that may be mended: it can go on from where it is.
    case interrupted
    /// It ended early because of the data: too many rejects, a violation that stops, a row that the target refuses.
    case failed
    /// All rows are accounted for.
    case completed
    /// What it had stored was removed.
    case undone
}
