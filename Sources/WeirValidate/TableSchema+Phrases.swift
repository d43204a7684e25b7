import WeirModel

extension TableSchema.FieldType {
    /// A value of the type with its article, as messages have it.
    var phrase: String {
        switch self {
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "a boolean"
        case .date: "a date"
        case .datetime: "a datetime"
        case .string, .any: "a text"
        }
    }
}
