public import WeirSpec
public import WeirValidate

/// The `issues` of the `write` section: where they go, and how much of a value they tell.
public struct IssuesSettings: Settings, Hashable {
    /// The file; beside the rejects if `nil`, none if empty.
    public var path: OptionalPath?
    /// How much of a value is told.
    public var values = ValueDisclosure.full
    /// The key of hashes; a new one for each run if `nil`.
    public var key: String?

    /// All values in a file beside the rejects.
    public init() {}

    /// What the group is for.
    public static let summary = "Where issues are written, and how much of a value they tell; a path alone will do."

    /// The settings.
    public static let settings: [Setting<IssuesSettings>] = [
        Setting("path", \.path, "The file for issues; beside the rejects if left out, none if empty."),
        Setting(
            "values", \.values,
            "How much of a value is told, in the issues file, the summary, the report and by `weir check`."),
        Setting(
            "key", \.key,
            "The key of `hashed` values, so that two runs give the same; each run has a key of its own if left out."),
    ]

    /// Keys that cannot be meant.
    public func problems() -> [SettingProblem] {
        guard let key else { return [] }
        if values != .hashed { return [SettingProblem("key", "is for `values: hashed`")] }
        return key.utf8.count < 8 ? [SettingProblem("key", "must have at least 8 characters")] : []
    }

    /// The screen that values go through.
    var screen: ValueScreen {
        let random = (0..<32).map { _ in UInt8.random(in: 0...255) }
        return ValueScreen(values, key: key.map { Array($0.utf8) } ?? random)
    }

    /// Reads a path, or the group.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> IssuesSettings? {
        if node.scalar != nil {
            var settings = IssuesSettings()
            guard let path = OptionalPath.read(node, &reader) else { return nil }
            settings.path = path
            return settings
        }
        return readGroup(node, &reader)
    }

    /// A path, or the group.
    public static var shape: SettingShape { .either([OptionalPath.shape, groupShape]) }
}
