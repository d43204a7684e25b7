import WeirModel

/// What the values of a part of an expression are.
enum RuleType: Hashable {
    /// A condition: true or false.
    case boolean
    /// A whole number of 64 bits.
    case integer
    /// A number.
    case number
    /// A text.
    case text
    /// A day.
    case date
    /// A day and a time.
    case datetime
    /// A time of day.
    case time
    /// No value, whatever the type.
    case null

    /// The type of the values of a field.
    init(_ type: TableSchema.FieldType) {
        self =
            switch type {
            case .integer, .year: .integer
            case .number: .number
            case .boolean: .boolean
            case .date: .date
            case .datetime: .datetime
            case .time: .time
            // The others have no value that a column holds beside its text.
            default: .text
            }
    }

    /// The type with its article, as messages have it.
    var phrase: String {
        switch self {
        case .boolean: "a condition"
        case .integer: "an integer"
        case .number: "a number"
        case .text: "a text"
        case .date: "a date"
        case .datetime: "a datetime"
        case .time: "a time"
        case .null: "null"
        }
    }

    /// Whether its values are numbers.
    var isNumeric: Bool { self == .integer || self == .number || self == .null }

    /// Whether its values are held as 64-bit integers.
    var isWord: Bool { self != .number && self != .text }

    /// The type that values of both can be brought to, if there is one.
    func common(with other: RuleType) -> RuleType? {
        if self == other || other == .null { return self }
        if self == .null { return other }
        return isNumeric && other.isNumeric ? .number : nil
    }
}
