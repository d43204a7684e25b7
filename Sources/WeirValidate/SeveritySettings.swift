public import WeirModel
public import WeirSpec

/// How bad each kind of issue is: by its code, and for constraints by the constraint too.
///
/// What is not named is an error, but for `cell-error`, `misplaced-cell` and `formula-without-cached-value` of sheets.
public struct SeveritySettings: SettingValue, Hashable {
    private var severities: [String: Severity] = [:]

    /// Everything is an error.
    public init() {}

    /// The severity of a kind: of its constraint if that is named, else of its code.
    public subscript(code: IssueCode, constraint: ConstraintKind? = nil) -> Severity {
        get {
            if severities.isEmpty { return code.usualSeverity }
            let own = constraint.flatMap { severities[Self.name(code, $0)] }
            return own ?? severities[code.rawValue] ?? code.usualSeverity
        }
        set { severities[constraint.map { Self.name(code, $0) } ?? code.rawValue] = newValue }
    }

    /// Whether a row may be loaded although a required field has no value.
    var allowsGaps: Bool {
        [self[.typeError], self[.missingCell], self[.constraintError, .required]].contains(.warning)
    }

    private static func name(_ code: IssueCode, _ constraint: ConstraintKind) -> String {
        "\(code.rawValue)/\(constraint.rawValue)"
    }

    /// All names, in the order in which a person should meet them.
    private static var names: [String] {
        IssueCode.allCases.filter { !$0.alwaysRejects }.map(\.rawValue)
            + ConstraintKind.allCases.map { name(.constraintError, $0) }
    }

    /// Reads a mapping of names to severities.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> SeveritySettings? {
        guard let entries = reader.entries(node, expected: "a mapping of issue codes to error or warning") else {
            return nil
        }
        let fatal = [
            IssueCode.recordTooLong.rawValue: "a record that is too long is not read whole, so it cannot be loaded",
            IssueCode.targetError.rawValue: "a row that the target does not take cannot be loaded",
            IssueCode.jsonError.rawValue: "a line that is no JSON object has no fields that could be loaded",
        ]
        reader.refuseUnknown(entries.filter { fatal[$0.key] == nil }, known: names, what: "issue code")
        var settings = SeveritySettings()
        for entry in entries where !entry.value.isUnusable {
            reader.within(entry.key) { reader in
                if let reason = fatal[entry.key] {
                    reader.report(reason, at: entry.value)
                } else if names.contains(entry.key), let severity = Severity.read(entry.value, &reader) {
                    settings.severities[entry.key] = severity
                }
            }
        }
        return settings
    }

    /// One setting for each kind.
    public static var shape: SettingShape {
        .group(
            SettingGroup(
                summary: "How bad each kind of issue is; a warning does not reject its row.",
                settings: names.map { name in
                    SettingDescription(
                        name: name, summary: "See the article about issue codes.", shape: Severity.shape,
                        defaultText: (IssueCode(rawValue: name)?.usualSeverity ?? .error).rawValue)
                }))
    }

    /// A group has no default of its own.
    public var rendered: String { "" }
}
