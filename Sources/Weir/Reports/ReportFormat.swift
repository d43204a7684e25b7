internal import WeirEmit
internal import WeirModel
internal import WeirWrite

/// The forms in which the report of a run can be written.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// Everything that is known of the run, as one JSON object.
    case json
    /// The report of the Frictionless Framework, for tools that read it.
    case frictionless
    /// SARIF 2.1.0, for code scanning in CI systems.
    case sarif
    /// JUnit XML, for the test results of CI systems.
    case junit

    /// The most issues that a report lists, unless it is asked for another number; the counts in it are exact.
    public static var issueLimit: Int { 1000 }
}

extension RunReport {
    /// The report in one of the forms.
    ///
    /// It is made of `issues`, the first ones of the run, so its size has a bound whatever the size of the input. A
    /// report that leaves something out says so.
    ///
    /// - Parameters:
    ///   - format: the form.
    ///   - version: the version of the program.
    public func rendered(as format: ReportFormat, version: String) -> [UInt8] {
        switch format {
        case .json: json
        case .frictionless: FrictionlessReport(self).value.jsonLine
        case .sarif: SARIFReport(self, version: version).value.jsonLine
        case .junit: JUnitReport(self).bytes
        }
    }

    /// How many issues there are, of rows and of headers.
    var issueCount: Int {
        summary.violations.count + summary.headerWarningCount + (error?.headerIssues.count ?? 0)
    }

    /// What is wrong with headers, as far as it is kept: warnings, and what ended the run.
    var headerIssues: [HeaderIssue] { summary.headerWarnings + (error?.headerIssues ?? []) }

    /// Says that issues are left out, if some are.
    var partialNote: String? {
        let listed = issues.count + headerIssues.count
        guard listed < issueCount else { return nil }
        return "This report lists the first \(listed) of \(issueCount) issues; the counts are exact."
    }
}

extension Event.Value {
    /// The value as JSON on one line with its end.
    var jsonLine: [UInt8] {
        var bytes: [UInt8] = []
        appendJSON(to: &bytes)
        bytes.append(0x0A)
        return bytes
    }
}
