/// How bad an issue is.
public enum Severity: String, Sendable, Hashable, CaseIterable {
    /// The row is not taken as it is.
    case error
    /// The row is taken.
    case warning
}
