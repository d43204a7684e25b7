/// Something wrong with a setting that was read.
public struct SettingProblem: Sendable, Hashable {
    /// The setting it is about, by name within its group.
    public var setting: String
    /// What is wrong, in one sentence.
    public var message: String

    /// Makes a problem.
    public init(_ setting: String, _ message: String) {
        self.setting = setting
        self.message = message
    }
}
