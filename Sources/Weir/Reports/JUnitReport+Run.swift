internal import WeirEmit
internal import WeirModel
internal import WeirWrite

extension JUnitReport {
    /// The most issues that are shown of a column.
    private static var mostLines: Int { 20 }

    /// The report of a run: a suite with a case for each column, for the records as such, for the header and for the run.
    ///
    /// The cases are the same in each run of a pipeline, so that a CI system can tell when one began to fail.
    init(_ report: RunReport) {
        var suite = Suite(name: report.run.pipeline)
        suite.cases = [Self.run(report), Self.header(report)]
        suite.cases.append(Self.column(nil, "records", report))
        for name in Self.columns(report) { suite.cases.append(Self.column(name, "column \(name)", report)) }
        if let note = report.partialNote { suite.cases[0].output += note + "\n" }
        self.init(bytes: Self.document([suite]))
    }

    /// The columns of the table, or at least those that something is wrong with.
    private static func columns(_ report: RunReport) -> [String] {
        var seen = Set(report.columns)
        return report.columns
            + report.summary.violations.entries.compactMap(\.fieldName).filter { seen.insert($0).inserted }
    }

    private static func run(_ report: RunReport) -> Case {
        let totals = report.summary.totals
        var item = Case(name: "run", seconds: report.seconds)
        item.output =
            "read \(totals.read) = accepted \(totals.accepted) + rejected \(totals.rejected) "
            + "+ skipped \(totals.skipped.total); exit code \(report.exitCode.rawValue)\n"
        if let error = report.error, error.headerIssues.isEmpty {
            item.failure = Case.Failure(
                element: "error", type: error.code.rawValue, message: error.message, text: error.description)
        }
        return item
    }

    private static func header(_ report: RunReport) -> Case {
        let lines = report.headerIssues.map { issue in
            "\(issue.source ?? ""):\(issue.line ?? 1): \(issue.severity.rawValue): \(issue)"
        }
        var item = Case(name: "header")
        let text = lines.joined(separator: "\n")
        if let first = report.error?.headerIssues.first {
            item.failure = Case.Failure(
                type: first.code.rawValue, message: report.error?.message ?? first.message, text: text)
        } else {
            item.output = text
        }
        return item
    }

    /// What is wrong with a column, or with records as such.
    private static func column(_ name: String?, _ title: String, _ report: RunReport) -> Case {
        var item = Case(name: title)
        let kinds = report.summary.violations.entries.filter { $0.fieldName == name }
        guard let worst = kinds.max(by: { $0.count < $1.count }) else { return item }
        let lines = kinds.map { kind in
            let examples = kind.examples.isEmpty ? "" : ", such as " + kind.examples.joined(separator: ", ")
            let rows = kind.firstRows.map(String.init).joined(separator: ", ")
            let more = kind.count > kind.firstRows.count ? ", ..." : ""
            return "\(kind.count) \(describe(kind)), \(kind.count == 1 ? "row" : "rows") \(rows)\(more)\(examples)"
        }
        let issues = report.issues.filter { $0.fieldName == name }
        let shown = issues.prefix(mostLines).map {
            "\($0.source):\($0.sheetPlace ?? String($0.line)): row \($0.rowNumber): \($0.message)"
        }
        let text = (lines + [""] + shown).joined(separator: "\n")
        // Rows that are taken in spite of an issue do not fail the column.
        if kinds.allSatisfy({ $0.kind.severity == .warning }) {
            item.output = text
        } else {
            let message = kinds.map { "\($0.count) \(describe($0))" }.joined(separator: ", ")
            item.failure = Case.Failure(type: worst.kind.code.rawValue, message: message, text: text)
        }
        return item
    }

    private static func describe(_ kind: ViolationTotals.Entry) -> String {
        kind.kind.code.rawValue + (kind.kind.constraint.map { " (\($0.rawValue))" } ?? "")
    }
}
