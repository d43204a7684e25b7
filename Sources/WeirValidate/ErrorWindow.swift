public import WeirSpec

/// How many rejected rows a run bears within a stretch of rows: a bad part ends it, however much good came before.
public struct ErrorWindow: Settings, Hashable {
    /// How many rows are looked at, up to the newest.
    public var rows = 10_000
    /// The most rejected rows among them.
    public var count = 100

    /// 100 of 10,000 rows.
    public init() {}

    /// What the group is for.
    public static let summary = "How many rejected rows the run bears among the newest rows."

    /// The settings.
    public static let settings: [Setting<ErrorWindow>] = [
        Setting("rows", \.rows, "How many rows are looked at, up to the newest."),
        Setting("count", \.count, "The most rejected rows among them."),
    ]

    /// Limits that cannot be meant.
    public func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if !(1...10_000_000).contains(rows) {
            problems.append(SettingProblem("rows", "must be between 1 and 10000000"))
        }
        if count < 0 { problems.append(SettingProblem("count", "must not be negative")) }
        if rows >= 1, count >= rows {
            problems.append(SettingProblem("count", "must be less than rows, to be reached at all"))
        }
        return problems
    }
}
