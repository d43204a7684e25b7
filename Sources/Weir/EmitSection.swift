public import WeirEmit
public import WeirSpec

/// One entry of the `emit` section: a target for events.
public struct EmitSection: Settings {
    /// A file of events.
    public var ndjson: NDJSONEventSettings?

    /// What the entry is for.
    public static let summary = "A target for events."

    /// The settings.
    public static let settings: [Setting<EmitSection>] = [
        Setting("ndjson", \.ndjson, "A file with an event on each line.")
    ]

    /// The targets.
    public static let alternatives = ["ndjson"]

    /// No target; one must be given.
    public init() {}

    /// There must be a target.
    public func problems() -> [SettingProblem] {
        ndjson == nil ? [SettingProblem("ndjson", "a target is missing: ndjson")] : []
    }
}
