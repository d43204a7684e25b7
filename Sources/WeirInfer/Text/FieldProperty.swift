import WeirModel

/// A property of a field, to be written.
enum FieldProperty {
    case text(String)
    case texts([String])
    case flag(Bool)
    case group([Member])

    /// A property with its name.
    struct Member {
        var name: String
        var value: FieldProperty

        init(_ name: String, _ value: FieldProperty) {
            self.name = name
            self.value = value
        }
    }

    /// As JSON on one line.
    var json: String {
        switch self {
        case .text(let text): Self.jsonText(text)
        case .texts(let texts): "[\(texts.map(Self.jsonText).joined(separator: ", "))]"
        case .flag(let flag): flag ? "true" : "false"
        case .group(let entries):
            "{ \(entries.map { "\(Self.jsonText($0.name)): \($0.value.json)" }.joined(separator: ", ")) }"
        }
    }

    /// As YAML on one line.
    var yaml: String {
        switch self {
        case .text(let text): YAMLText.scalar(text)
        case .texts(let texts): YAMLText.list(texts)
        case .flag(let flag): flag ? "true" : "false"
        case .group(let entries): "{ \(entries.map { "\($0.name): \($0.value.yaml)" }.joined(separator: ", ")) }"
        }
    }

    private static func jsonText(_ text: String) -> String {
        var bytes: [UInt8] = []
        JSONText.append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
