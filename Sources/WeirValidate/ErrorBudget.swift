public import WeirSpec

/// How many rejected rows a run bears; the write stage, which sees all rows in order, enforces it.
public struct ErrorBudget: Settings, Hashable {
    /// The most rejected rows.
    public var count: Int?
    /// The greatest share of rejected rows, from 0 to 1.
    public var ratio: Double?
    /// How many rows must have been seen before the ratio counts.
    public var minimumSample = 1000
    /// A limit for the newest rows.
    public var window: ErrorWindow?

    /// No limit.
    public init() {}

    /// What the group is for.
    public static let summary = "How many rejected rows the run bears before it fails."

    /// The settings.
    public static let settings: [Setting<ErrorBudget>] = [
        Setting("count", \.count, "The most rejected rows."),
        Setting("ratio", \.ratio, "The greatest share of rejected rows, from 0 to 1."),
        Setting(
            "minimumSample", \.minimumSample,
            "How many rows must have been seen before `ratio` counts; the end of the input is enough too."),
        Setting("window", \.window, "A limit for the newest rows: a bad part ends the run, whatever came before."),
    ]

    /// Limits that cannot be meant.
    public func problems() -> [SettingProblem] {
        var problems: [SettingProblem] = []
        if let count, count < 0 { problems.append(SettingProblem("count", "must not be negative")) }
        if let ratio, !(ratio >= 0 && ratio <= 1) {
            problems.append(SettingProblem("ratio", "must be between 0 and 1"))
        }
        if minimumSample < 0 { problems.append(SettingProblem("minimumSample", "must not be negative")) }
        return problems
    }
}
