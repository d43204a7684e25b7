internal import WeirModel
internal import WeirSpec

/// What must come of a test: what is not named is not looked at.
struct PipelineTestExpectation: Settings {
    var exit: Int?
    var error: String?
    var read: Int?
    var accepted: Int?
    var rejected: Int?
    var skipped: Int?
    var rows: [ExpectedRow]?
    var issues: [ExpectedIssue]?
    var rejects: String?

    static let summary = "What must come of a test; what is not named is not looked at."

    static let settings: [Setting<PipelineTestExpectation>] = [
        Setting("exit", \.exit, "The exit code of the run; a run that fails without this or `error` fails the test."),
        Setting("error", \.error, "The code of the error that ends the run, such as `write.budgetExceeded`."),
        Setting("read", \.read, "How many records are read, skipped ones included."),
        Setting("accepted", \.accepted, "How many records are accepted."),
        Setting("rejected", \.rejected, "How many records are rejected."),
        Setting("skipped", \.skipped, "How many records are skipped: header, blank lines, comments and the like."),
        Setting(
            "rows", \.rows,
            "The rows that are stored, all of them and in order; of each row the columns that matter."
        ),
        Setting("issues", \.issues, "What is found wrong, all of it and in order; of each issue what matters."),
        Setting("rejects", \.rejects, "The text of the rejects file; how lines end does not count."),
    ]

    func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        let isEmpty = [exit, read, accepted, rejected, skipped].allSatisfy { $0 == nil } && error == nil
        if isEmpty, rows == nil, issues == nil, rejects == nil {
            let names = Self.settings.map(\.name).joined(separator: ", ")
            problems.append(SettingProblem("", "nothing is expected: name at least one of \(names)"))
        }
        let counts = [("read", read), ("accepted", accepted), ("rejected", rejected), ("skipped", skipped)]
        for (name, count) in counts where count.map({ $0 < 0 }) ?? false {
            problems.append(SettingProblem(name, "must not be negative"))
        }
        if let exit, !ExitCode.allCases.contains(where: { $0.rawValue == exit }) {
            let codes = ExitCode.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
            problems.append(SettingProblem("exit", "\(exit) is no exit code; there are \(codes)"))
        }
        if let error, ErrorCatalog.entry(for: ErrorCode(rawValue: error)) == nil {
            let hint = NearMiss.hint(for: error, among: ErrorCatalog.entries.map(\.code.rawValue))
            problems.append(SettingProblem("error", "\"\(error)\" is no error code\(hint)"))
        }
        return problems
    }
}
