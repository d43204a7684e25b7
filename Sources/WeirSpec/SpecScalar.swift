/// A single value as text.
///
/// What the text means (a number, a path, a choice) is decided by the setting that reads it, never by the text.
public struct SpecScalar: Sendable, Hashable {
    /// The text, with `${NAME}` replaced.
    public var text: String
    /// Whether it is written in quotes or as a block, and so is a text and nothing else.
    public var isQuoted: Bool
    /// The text as written, with `${NAME}` in place; this is what may be shown.
    public var written: String
    /// The parts of `text` that come from the environment and may not be shown.
    public var secrets: [SpecSecret]

    /// Makes a value as written.
    public init(_ text: String, isQuoted: Bool = false) {
        self.text = text
        self.isQuoted = isQuoted
        written = text
        secrets = []
    }

    /// The text in quotes for a message: without secrets, in one line, and cut to a length that a person can read.
    public var shown: String { quoted(written) }
}

/// A value from the environment.
public struct SpecSecret: Sendable, Hashable {
    /// The name of the variable.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a secret.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension SpecSecret {
    /// Replaces each secret in a text by the name that it came from.
    static func redact(_ text: String, hiding secrets: [SpecSecret]) -> String {
        // Longest first, so that a secret inside another one does not tear it apart.
        secrets.sorted { $0.value.utf8.count > $1.value.utf8.count }.reduce(text) { text, secret in
            secret.value.isEmpty ? text : text.replacing(secret.value, with: "${\(secret.name)}")
        }
    }
}

/// A text in quotes for a message, in one line, cut at 60 characters.
func quoted(_ text: String) -> String {
    var shown = "\""
    for (index, scalar) in text.unicodeScalars.enumerated() {
        guard index < 60 else {
            shown += "…"
            break
        }
        let isControl = scalar.properties.generalCategory == .control
        shown += isControl || scalar == "\"" ? scalar.escaped(asASCII: false) : String(scalar)
    }
    return shown + "\""
}
