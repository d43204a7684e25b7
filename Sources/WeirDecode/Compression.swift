public import WeirSpec

/// How the stored bytes are compressed.
public enum Compression: String, SettingChoice {
    /// Gzip where the first bytes say so, whatever the name; otherwise not compressed.
    case auto
    /// Not compressed, whatever the first bytes are.
    case none
    /// Gzip; anything else is an error.
    case gzip
}
