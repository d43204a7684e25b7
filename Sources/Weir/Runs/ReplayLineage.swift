internal import WeirModel
internal import WeirRead
internal import WeirWrite

/// A run whose rejected rows are loaded after they were corrected, with what earlier loads of them have brought.
struct ReplayLineage: Sendable {
    private let original: RunRecord
    /// How many rows earlier replays have brought.
    private let mended: Int
    /// How many replays there were before.
    let replays: Int

    /// Finds the run.
    ///
    /// - Throws: `write.noRun` if the target does not remember it.
    init(of id: String, in records: [RunRecord]) throws(WeirError) {
        guard let original = records.first(where: { $0.run.id == id }) else {
            throw WeirError(
                .writeNoRun, "the target remembers no run \(id)", hint: "`weir runs` lists those that it remembers")
        }
        self.original = original
        let earlier = records.filter { $0.replays == id && $0.state != .undone }
        replays = earlier.count
        mended = earlier.reduce(0) { $0 + $1.counts.committed }
    }

    /// The files with the rejected rows of the run.
    ///
    /// - Throws: `read.noInput` if it has rejected none, or writes none.
    func files(of pipeline: Pipeline) throws -> [String] {
        guard original.counts.rejected > 0 else {
            throw WeirError(
                .readNoInput, "run \(original.run.id) has rejected no rows, so there are none to be loaded again",
                hint: "name the corrected rows with --input, if there are some after all")
        }
        return try pipeline.rejectsFiles
    }

    /// What has become of the rows of the original run, all loads together.
    ///
    /// - Parameter accepted: the rows that this run has brought.
    func notes(accepted: Int) -> [String] {
        let counts = original.counts
        let now = mended + accepted
        let left = max(counts.rejected - now, 0)
        return [
            "of run \(original.run.id), \(counts.accepted) rows were accepted, \(now) of \(counts.rejected) rejected ones "
                + "were loaded since, and \(left) \(left == 1 ? "is" : "are") left"
        ]
    }
}
