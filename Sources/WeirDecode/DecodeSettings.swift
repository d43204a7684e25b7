public import WeirSpec

/// How stored bytes become text: the `decode` section of a pipeline file.
public struct DecodeSettings: Settings {
    /// The name that means: by the byte order mark, else UTF-8.
    static var automatic: String { "auto" }

    /// How the stored bytes are compressed.
    public var compression = Compression.auto
    /// The name of the text encoding, or `auto`.
    public var encoding = "auto"

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
                How the text is encoded: auto (by its byte order mark, else UTF-8), utf-8, utf-16, utf-16le, utf-16be, \
                iso-8859-1 or windows-1252. A byte order mark that says something else is an error.
                """
            ),
        ]
    }

    /// Says whether the encoding is unknown.
    public func problems() -> [SettingProblem] {
        guard !isAutomatic, TextEncoding(name: encoding) == nil else { return [] }
        var message = "\"\(encoding)\" is not an encoding that can be read"
        if let suggestion = TextEncoding.suggestion(for: encoding) {
            message += " (did you mean \"\(suggestion)\"?)"
        }
        return [SettingProblem("encoding", message + ".")]
    }

    /// Whether the encoding is found out from the data.
    var isAutomatic: Bool { encoding.lowercased() == Self.automatic }
}
