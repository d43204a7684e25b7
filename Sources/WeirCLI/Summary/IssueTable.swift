internal import Weir
internal import WeirModel
internal import WeirWrite

/// What is wrong, by column and kind: how often, where first, and with which values.
struct IssueTable {
    /// How many kinds are shown.
    private static let kindLimit = 20
    /// How many characters of a column's name and of an example are shown.
    private static let textLength = 24

    /// A column, or the records as such, with the kinds of issues that it has.
    private struct Column {
        var name: String
        var kinds: [ViolationTotals.Entry]
        var count: Int { kinds.reduce(0) { $0 + $1.count } }
    }

    private let report: RunReport
    private let columns: [Column]

    /// Makes a table of the totals of a run: the columns with the most issues first.
    init(_ report: RunReport) {
        self.report = report
        var columns: [Column] = []
        var places: [String: Int] = [:]
        for entry in report.summary.violations.entries {
            let name = entry.fieldName.map { PrintableText.quoted($0, limit: Self.textLength) } ?? "records"
            let place = places[name] ?? columns.count
            if place == columns.count {
                places[name] = place
                columns.append(Column(name: name, kinds: []))
            }
            columns[place].kinds.append(entry)
        }
        for place in columns.indices { columns[place].kinds.sort { $0.count > $1.count } }
        self.columns = columns.enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }.map(\.element)
    }

    /// The lines; none if nothing is wrong.
    func lines(indent: Int) -> [String] {
        guard !columns.isEmpty else { return [] }
        let margin = String(repeating: " ", count: indent)
        let width = columns.map(\.name.count).max() ?? 0
        let countWidth = columns.map { Figure.count($0.count).count }.max() ?? 0
        let kindWidth = columns.flatMap(\.kinds).map { Figure.count($0.count).count }.max() ?? 0
        var lines = ["\(margin)issues: \(total), by column"]
        var shown = 0
        for column in columns where shown < Self.kindLimit {
            let name = TextTable.left(column.name, width)
            var head = "\(name)  \(TextTable.right(Figure.count(column.count), countWidth))"
            for kind in column.kinds.prefix(Self.kindLimit - shown) {
                let count = TextTable.right(Figure.count(kind.count), kindWidth)
                lines.append("\(margin)  \(head)  \(count) \(describe(kind))")
                head = String(repeating: " ", count: width + countWidth + 2)
                shown += 1
            }
        }
        let hidden = columns.reduce(0) { $0 + $1.kinds.count } - shown
        if hidden > 0 { lines.append("\(margin)  and \(Figure.count(hidden, "other kind")) in the report (--report)") }
        return lines
    }

    /// `24`, or `24 (20 errors, 4 warnings)`.
    private var total: String {
        let violations = report.summary.violations
        guard violations.warnings > 0 else { return Figure.count(violations.count) }
        let (errors, warnings) = (
            Figure.count(violations.errors, "error"), Figure.count(violations.warnings, "warning")
        )
        return "\(Figure.count(violations.count)) (\(errors), \(warnings))"
    }

    /// `type-error: rows 13; 14; 37, such as "2024-02-30"`.
    private func describe(_ kind: ViolationTotals.Entry) -> String {
        var text = kind.kind.severity == .warning ? "warning, " : ""
        text += kind.kind.code.rawValue + (kind.kind.constraint.map { " (\($0.rawValue))" } ?? "")
        text += kind.rule.map { " \(PrintableText.quoted($0, limit: Self.textLength))" } ?? ""
        text += ": \(place(of: kind))"
        let examples = kind.examples.filter { !$0.isEmpty }.map { PrintableText.quoted($0, limit: Self.textLength) }
        return examples.isEmpty ? text : text + ", such as \(examples.joined(separator: ", "))"
    }

    /// The first rows; where there are several inputs, each of which counts its rows, the first line of one.
    private func place(of kind: ViolationTotals.Entry) -> String {
        if report.summary.sources.count > 1 {
            let first = report.issues.first { issue in
                issue.code == kind.kind.code && issue.constraint == kind.kind.constraint
                    && issue.fieldName == kind.fieldName && issue.rule == kind.rule
            }
            if let first { return PrintableText.visible("first at \(first.source):\(first.line)") }
        }
        let rows = kind.firstRows.map { Figure.count($0) }.joined(separator: "; ")
        return "\(kind.count == 1 ? "row" : "rows") \(rows)\(kind.count > kind.firstRows.count ? "; ..." : "")"
    }
}
