internal import WeirModel
internal import WeirSpec

/// A value of a stored row, read back from JSON.
indirect enum StoredValue {
    case null
    case boolean(Bool)
    /// A number as its digits.
    case number(String)
    case text(String)
    case list([StoredValue])
    case object([(name: String, value: StoredValue)])

    /// A value as it is written in a test.
    init(_ node: SpecNode) {
        switch node.content {
        case .null: self = .null
        case .sequence(let items): self = .list(items.map(StoredValue.init))
        case .mapping(let entries): self = .object(entries.map { ($0.key, StoredValue($0.value)) })
        case .scalar(let scalar):
            switch scalar.text {
            case let text where scalar.isQuoted: self = .text(text)
            case "true": self = .boolean(true)
            case "false": self = .boolean(false)
            case let text where Double(text) != nil: self = .number(text)
            case let text: self = .text(text)
            }
        }
    }

    /// Whether the value is what a test says.
    ///
    /// A text may be written without quotes, whatever it looks like; a number is equal by value, or digit by digit
    /// where the test has it in quotes.
    func equals(_ node: SpecNode) -> Bool {
        switch (self, node.content) {
        case (.null, .null): true
        case (.boolean(let value), .scalar(let scalar)): !scalar.isQuoted && scalar.text == "\(value)"
        case (.text(let text), .scalar(let scalar)): text == scalar.text
        case (.number(let digits), .scalar(let scalar)):
            digits == scalar.text || !scalar.isQuoted && Self.areEqual(digits, scalar.text)
        case (.list(let values), .sequence(let items)):
            values.count == items.count && zip(values, items).allSatisfy { $0.equals($1) }
        case (.object(let members), .mapping(let entries)):
            members.count == entries.count
                && members.allSatisfy { member in node[member.name].map { member.value.equals($0) } ?? false }
        default: false
        }
    }

    /// Whether two numbers have the same value; whole numbers are not squeezed through a `Double`.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        if let left = Int(left), let right = Int(right) { return left == right }
        guard let left = Double(left), let right = Double(right) else { return false }
        return left == right
    }

    /// The value for a person, as it would be written in a test.
    var text: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let digits): digits
        case .text(let text): text.rendered
        case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        case .object(let members):
            "{ " + members.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ") + " }"
        }
    }
}
