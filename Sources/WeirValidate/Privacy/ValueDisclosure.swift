public import WeirSpec

/// How much of a value issues tell.
public enum ValueDisclosure: String, SettingChoice {
    /// The value as it was written.
    case full
    /// Its form: a digit is `9`, a letter `a` or `A`, all else stays.
    case masked
    /// A keyed hash, by which equal values can be recognised.
    case hashed
    /// Nothing.
    case none
}
