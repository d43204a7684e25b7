internal import Weir
internal import WeirModel
internal import WeirSQLite
internal import WeirWrite

/// How to load the rejected rows after they have been corrected.
struct MendingHint {
    /// The rejects file.
    let file: String
    /// The command that loads the corrected rows.
    let command: String

    /// The hint for a run; none if there is nothing to mend, or the target does not remember the run.
    init?(_ pipeline: Pipeline, report: RunReport) {
        guard report.status == .completed, report.summary.rejectsWritten > 0 else { return nil }
        guard let file = report.summary.rejectsFiles.first, pipeline.spec.write.sqlite != nil else { return nil }
        self.init(
            pipeline: pipeline.path, rejects: file, run: report.replays ?? report.run.id,
            isReplay: report.replays != nil)
    }

    /// Makes a hint.
    ///
    /// - Parameters:
    ///   - pipeline: the pipeline file.
    ///   - rejects: the rejects file.
    ///   - run: the run whose rows these are.
    ///   - isReplay: whether they were corrected before, so that they are not where the pipeline looks for rejects.
    init(pipeline: String, rejects: String, run: String, isReplay: Bool = false) {
        file = rejects
        command = "weir run \(pipeline) --replay \(run)" + (isReplay ? " --input \(rejects)" : "")
    }
}
