public import WeirModel

/// Something wrong with a setting that was read.
public struct SettingProblem: Sendable, Hashable {
    /// The setting it is about, by name within its group.
    public var setting: String
    /// What is wrong, in one sentence.
    public var message: String
    /// Where it is, if that is known better than by the setting.
    public var position: WeirError.Position?
    /// Other settings of the group that it comes from: where one of them cannot be read it is nobody's mistake.
    public var causes: Set<String> = []

    /// Makes a problem.
    public init(_ setting: String, _ message: String, at position: WeirError.Position? = nil) {
        self.setting = setting
        self.message = message
        self.position = position
    }
}
