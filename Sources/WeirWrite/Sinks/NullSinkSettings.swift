public import WeirSpec

/// A sink that keeps nothing has nothing to set.
public struct NullSinkSettings: Settings, Hashable {
    /// What the group is for.
    public static var summary: String { "Takes the accepted rows and keeps none." }

    /// No settings.
    public static var settings: [Setting<NullSinkSettings>] { [] }

    /// The only value.
    public init() {}
}
