/// A JSON value with its keys in order, to be written.
indirect enum JSONValue {
    case null
    case bool(Bool)
    /// A number as its digits.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    /// The value on one line.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .string(let string): Self.quote(string)
        case .array(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { Self.quote($0) + ": " + $1.text }.joined(separator: ", ") + "}"
        }
    }

    /// The value with a line per member and item, indented by two spaces; lists of plain values stay on one line.
    func indentedText(_ indentation: String = "") -> String {
        let inner = indentation + "  "
        switch self {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { inner + Self.quote($0) + ": " + $1.indentedText(inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + indentation + "}"
        case .array(let items) where items.contains(where: \.isContainer):
            let lines = items.map { inner + $0.indentedText(inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n" + indentation + "]"
        default:
            return text
        }
    }

    private var isContainer: Bool {
        switch self {
        case .array, .object: true
        case .null, .bool, .number, .string: false
        }
    }

    private static func quote(_ string: String) -> String {
        var quoted = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || scalar.value == 0xFEFF:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
