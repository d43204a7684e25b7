public import WeirSpec

/// What happens to a row that breaks a rule.
public enum ViolationPolicy: String, SettingChoice {
    /// The row goes to the rejects.
    case reject
    /// The row is loaded: cells without a value of their type are null, surplus cells are dropped.
    case keep
    /// The row is rejected and the run ends.
    case stop
}
