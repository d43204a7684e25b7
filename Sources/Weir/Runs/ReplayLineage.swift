internal import WeirModel
internal import WeirWrite

/// A run whose rejected rows are loaded after they were corrected, with what earlier loads of them have brought.
struct ReplayLineage: Sendable {
    private let original: RunRecord?
    /// How many rows earlier replays have brought.
    private let mended: Int
    /// How many replays there were before.
    let replays: Int

    init(of id: String, in records: [RunRecord]) {
        original = records.first { $0.run.id == id }
        let earlier = records.filter { $0.replays == id && $0.state != .undone }
        replays = earlier.count
        mended = earlier.reduce(0) { $0 + $1.counts.committed }
    }

    /// What has become of the rows of the original run, all loads together.
    ///
    /// - Parameter accepted: the rows that this run has brought.
    func notes(accepted: Int) -> [String] {
        guard let original else { return [] }
        let counts = original.counts
        let now = mended + accepted
        return [
            "of run \(original.run.id), \(counts.accepted) rows were accepted, \(now) of \(counts.rejected) rejected ones "
                + "were loaded since, and \(max(counts.rejected - now, 0)) are left"
        ]
    }
}
