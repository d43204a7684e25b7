public import WeirSpec

/// What happens to bytes that are not valid in the encoding of an input.
public enum InvalidBytes: String, SettingChoice {
    /// The row that holds them has an issue.
    case reject
    /// U+FFFD takes their place, and nothing is said.
    case replace
}
