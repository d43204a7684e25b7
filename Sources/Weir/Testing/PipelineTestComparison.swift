internal import WeirModel
internal import WeirSpec

/// Compares what came of a test with what is expected.
struct PipelineTestComparison {
    /// The most lines that are shown of a list.
    private static var mostLines: Int { 20 }

    /// What is not as expected.
    private(set) var differences: [PipelineTestResult.Difference] = []

    /// Compares.
    init(_ expected: PipelineTestExpectation, _ found: PipelineTestOutcome) {
        compareEnd(expected, found)
        for (name, expected, found) in [
            ("read", expected.read, found.counts.read), ("accepted", expected.accepted, found.counts.accepted),
            ("rejected", expected.rejected, found.counts.rejected),
            ("skipped", expected.skipped, found.counts.skipped.total),
        ] {
            if let expected, expected != found { add("\(name): expected \(expected), found \(found)") }
        }
        if let issues = expected.issues { compare(issues, found) }
        if let rows = expected.rows { compare(rows, found) }
        if let rejects = expected.rejects { compare(rejects: rejects, found.rejects) }
    }

    private mutating func add(_ message: String, _ details: [String] = []) {
        let hidden = details.count - Self.mostLines
        let shown = details.prefix(Self.mostLines) + (hidden > 0 ? ["and \(hidden) more"] : [])
        differences.append(.init(message, details: Array(shown)))
    }

    /// Compares how the run ended; an error that nobody expects is always a difference.
    private mutating func compareEnd(_ expected: PipelineTestExpectation, _ found: PipelineTestOutcome) {
        let failure = found.error.map { "\($0.code): \($0.message)" }
        if let exit = expected.exit, exit != Int(found.exitCode.rawValue) {
            add("exit: expected \(exit), found \(found.exitCode.rawValue)", failure.map { [$0] } ?? [])
        }
        if let error = expected.error {
            if error != found.error?.code.rawValue { add("error: expected \(error), found \(failure ?? "none")") }
        } else if expected.exit == nil, let error = found.error {
            add("the run failed: \(error.code): \(error.message)", error.position.map { ["at \($0)"] } ?? [])
        }
    }

    private mutating func compare(_ expected: [ExpectedIssue], _ found: PipelineTestOutcome) {
        let issues = found.issues
        let alignment = Alignment(expected: expected.count, found: issues.count) { expected[$0].matches(issues[$1]) }
        let details = alignment.steps.flatMap { step -> [String] in
            switch step {
            case .same: []
            case .missing(let place): ["- \(expected[place].description)"]
            case .surplus(let place): ["+ \(Self.text(issues[place]))"]
            case .changed(let place, let other):
                ["- \(expected[place].description)", "+ \(Self.text(issues[other]))"]
            }
        }
        if details.isEmpty, issues.count == found.issueCount { return }
        add("issues: expected \(expected.count), found \(found.issueCount)", details)
    }

    private static func text(_ issue: Issue) -> String {
        let constraint = issue.constraint.map { " (\($0.rawValue))" } ?? ""
        let field = issue.fieldName.map { " in \"\($0)\"" } ?? ""
        return "row \(issue.rowNumber): \(issue.code.rawValue)\(constraint)\(field): \(issue.message)"
    }

    private mutating func compare(_ expected: [ExpectedRow], _ found: PipelineTestOutcome) {
        var unknown: Set<String> = []
        for name in expected.flatMap({ $0.values.map(\.key) }) where !found.columns.isEmpty {
            guard !found.columns.contains(name), unknown.insert(name).inserted else { continue }
            add("rows: there is no column \"\(name)\"\(NearMiss.hint(for: name, among: found.columns))")
        }
        guard unknown.isEmpty else { return }
        let rows = found.rows
        let alignment = Alignment(expected: expected.count, found: rows.count) { expected[$0].matches(rows[$1]) }
        let details = alignment.steps.flatMap { step -> [String] in
            switch step {
            case .same: []
            case .missing(let place): ["- \(expected[place].description)"]
            case .surplus(let place): ["+ \(rows[place].description)"]
            case .changed(let place, let other):
                ["row \(other + 1): " + expected[place].differences(from: rows[other]).joined(separator: "; ")]
            }
        }
        if !details.isEmpty { add("rows: expected \(expected.count), found \(rows.count)", details) }
    }

    private mutating func compare(rejects expected: String, _ found: String) {
        let (expected, found) = (Self.lines(expected), Self.lines(found))
        let alignment = Alignment(expected: expected.count, found: found.count) { expected[$0] == found[$1] }
        let details = alignment.steps.flatMap { step -> [String] in
            switch step {
            case .same: []
            case .missing(let place): ["- \(expected[place])"]
            case .surplus(let place): ["+ \(found[place])"]
            case .changed(let place, let other): ["- \(expected[place])", "+ \(found[other])"]
            }
        }
        let counts = "expected \(expected.count) lines, found \(found.count)"
        if !details.isEmpty { add("rejects: \(counts)", details) }
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
