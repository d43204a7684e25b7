internal import Weir
internal import WeirModel
internal import WeirWrite

/// How to load the rejected rows after they have been corrected.
struct MendingHint {
    /// The rejects files.
    let files: [String]
    /// The command that loads the corrected rows.
    let command: String

    /// The hint for a run; none if there is nothing to mend, or the target does not remember the run.
    init?(_ pipeline: Pipeline, report: RunReport) {
        guard report.status == .completed, report.summary.rejectsWritten > 0 else { return nil }
        let files = report.summary.rejectsFiles
        guard !files.isEmpty, pipeline.spec.write.remembersRuns else { return nil }
        self.init(
            pipeline: pipeline.path, rejects: files, run: report.replays ?? report.run.id,
            isReplay: report.replays != nil)
    }

    /// Makes a hint.
    ///
    /// - Parameters:
    ///   - pipeline: the pipeline file.
    ///   - rejects: the rejects files.
    ///   - run: the run whose rows these are.
    ///   - isReplay: whether they were corrected before, so that they are not where the pipeline looks for rejects.
    init(pipeline: String, rejects: [String], run: String, isReplay: Bool = false) {
        files = rejects
        command =
            "weir run \(pipeline) --replay \(run)" + (isReplay ? " --input \(rejects.joined(separator: " "))" : "")
    }

    /// The files as a sentence names them.
    var fileNames: String {
        guard let last = files.last, files.count > 1 else { return files.first ?? "" }
        guard files.count < 4 else { return "\(files[0]) and the \(files.count - 1) others" }
        return "\(files.dropLast().joined(separator: ", ")) and \(last)"
    }
}
