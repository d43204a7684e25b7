public import ArgumentParser
public import Weir

/// What a run tells besides its result; the same for all commands that run something.
struct OutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a report to this file; - is standard output, which gets it too if only --format is given.",
            valueName: "file"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            """
            What the report is: json (everything), frictionless (for tools of that framework), sarif (code scanning) \
            or junit (test results). (default: json)
            """, valueName: "format"))
    var format: ReportFormat?

    @Option(
        name: .customLong("report-issues"),
        help: ArgumentHelp("List at most so many issues in the report; its counts are exact.", valueName: "count"))
    var reportIssues = ReportFormat.issueLimit

    @Option(help: "How to show where the run stands, on standard error.")
    var progress = ProgressMode.auto

    /// The most issues that a report may list: they are held in memory.
    private static var mostIssues: Int { 1_000_000 }

    func validate() throws {
        if !(0...Self.mostIssues).contains(reportIssues) {
            throw ValidationError("--report-issues must be between 0 and \(Self.mostIssues).")
        }
    }

    /// Where the report goes; nil if there is none.
    var reportPath: String? { report ?? (format == nil ? nil : "-") }

    /// How many issues a run must keep.
    ///
    /// - Parameter shown: how many are shown.
    func issueSample(showing shown: Int) -> Int { reportPath == nil ? shown : max(shown, reportIssues) }

    /// The report of a run, in the form that is asked for.
    func rendered(_ report: RunReport) -> [UInt8] {
        var report = report
        report.issues = Array(report.issues.prefix(reportIssues))
        return report.rendered(as: format ?? .json, version: WeirCommand.number)
    }
}

extension ReportFormat: ExpressibleByArgument {}
