internal import WeirModel
internal import WeirWrite

/// What came of the run of a test.
struct PipelineTestOutcome {
    /// What the program would exit with.
    var exitCode: ExitCode
    /// What ended the run early, if something did.
    var error: WeirError?
    /// What was done with the records.
    var counts = RowCounts()
    /// What is wrong, in order.
    var issues: [Issue] = []
    /// How many issues there are; `issues` may hold less.
    var issueCount = 0
    /// The names of the columns of the target.
    var columns: [String] = []
    /// What was stored.
    var rows: [CapturedRow] = []
    /// The rejected records, as the rejects file has them.
    var rejects = ""

    /// A run that could not begin.
    init(_ error: WeirError) {
        self.error = error
        exitCode = ExitCode(error.code)
    }

    /// A run that has ended.
    init(report: RunReport, issues: [Issue], columns: [String], rows: [CapturedRow], rejects: String) {
        exitCode = report.exitCode
        error = report.error
        counts = report.summary.totals
        self.issues = issues
        issueCount = report.summary.violations.count
        self.columns = columns
        self.rows = rows
        self.rejects = rejects
    }
}
