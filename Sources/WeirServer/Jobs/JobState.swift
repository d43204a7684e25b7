/// Where a job stands: `pending -> running -> completed | failed`, and `cancelling -> cancelled`.
enum JobState: String, Sendable, Codable, CaseIterable {
    /// It waits its turn.
    case pending
    /// A process works on it.
    case running
    /// All rows are accounted for.
    case completed
    /// It ended early; `error` says why.
    case failed
    /// Its process was asked to stop.
    case cancelling
    /// It was stopped; what was committed stays.
    case cancelled

    /// Whether nothing more happens by itself.
    var isFinal: Bool { self == .completed || self == .failed || self == .cancelled }
}
