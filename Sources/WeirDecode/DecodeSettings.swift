public import WeirSpec

/// How stored bytes become text: the `decode` section of a pipeline file.
public struct DecodeSettings: Settings {
    /// The name that means: found out from the first bytes.
    static var automatic: String { "auto" }

    /// How the stored bytes are compressed.
    public var compression = Compression.auto
    /// The name of the text encoding, or `auto`.
    public var encoding = "auto"
    /// What happens to bytes that are not valid in it.
    public var onInvalid = InvalidBytes.reject

    /// Everything found out from the first bytes.
    public init() {}

    /// What the group is for.
    public static var summary: String { "How the stored bytes become text." }

    /// The settings.
    public static var settings: [Setting<Self>] {
        [
            Setting(
                "compression",
                \.compression,
                "How the data is compressed: auto (by its first bytes, not by its name), none or gzip."
            ),
            Setting(
                "encoding",
                \.encoding,
                """
                How the text is encoded: auto (by its byte order mark, or by the zeros of UTF-16 and UTF-32; else \
                UTF-8), utf-8, utf-16, utf-16le, utf-16be, utf-32, utf-32le, utf-32be, iso-8859-1, windows-1252, or any \
                other encoding by a name that iconv knows, such as shift_jis. A byte order mark that says something \
                else is an error.
                """
            ),
            Setting(
                "onInvalid",
                \.onInvalid,
                "What happens to bytes that are not valid: `reject` reports the row, `replace` puts U+FFFD in their place."
            ),
        ]
    }

    /// Says whether the encoding is unknown.
    public func problems() -> [SettingProblem] {
        guard !isAutomatic, SourceEncoding(name: encoding) == nil else { return [] }
        var message = "\"\(encoding)\" is not an encoding that can be read"
        if let suggestion = TextEncoding.suggestion(for: encoding) {
            message += " (did you mean \"\(suggestion)\"?)"
        }
        return [SettingProblem("encoding", message + ".")]
    }

    /// Whether the encoding is found out from the data.
    var isAutomatic: Bool { encoding.lowercased() == Self.automatic }
}
