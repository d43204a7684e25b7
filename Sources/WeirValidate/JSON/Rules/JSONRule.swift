/// One schema of a `jsonSchema` constraint, compiled; other schemas are named by their number.
struct JSONRule: Sendable {
    /// The schema `false`, which no value meets.
    var isNever = false
    var reference: Int?

    var types: JSONTypes?
    /// The values of `enum`, and the one of `const` in a list of its own.
    var allowed: [[JSONDocument]] = []

    var minimum: Double?
    var maximum: Double?
    var exclusiveMinimum: Double?
    var exclusiveMaximum: Double?
    var multipleOf: Double?

    var lengths: LengthLimits?
    var pattern: TextPattern?

    var minItems: Int?
    var maxItems: Int?
    var hasUniqueItems = false
    var prefixItems: [Int] = []
    var items: Int?
    var contains: Int?
    var minContains: Int?
    var maxContains: Int?

    var minProperties: Int?
    var maxProperties: Int?
    var required: [[UInt8]] = []
    var properties: [(name: [UInt8], rule: Int)] = []
    var patternProperties: [(pattern: TextPattern, rule: Int)] = []
    var additionalProperties: Int?
    var propertyNames: Int?
    var dependentRequired: [(name: [UInt8], others: [[UInt8]])] = []
    var dependentSchemas: [(name: [UInt8], rule: Int)] = []

    var allOf: [Int] = []
    var anyOf: [Int] = []
    var oneOf: [Int] = []
    var not: Int?
    var condition: Int?
    var then: Int?
    var otherwise: Int?
}

/// Some of the types of JSON Schema.
struct JSONTypes: OptionSet, Sendable {
    let rawValue: Int

    static let integer = JSONTypes(rawValue: 1 << 7)

    /// The type of a value as the tape has it.
    init(_ kind: JSONNode.Kind) {
        switch kind {
        case .object: self.init(rawValue: 1 << 0)
        case .array: self.init(rawValue: 1 << 1)
        case .string, .name: self.init(rawValue: 1 << 2)
        case .number: self.init(rawValue: 1 << 3)
        case .yes, .no: self.init(rawValue: 1 << 4)
        case .null: self.init(rawValue: 1 << 5)
        }
    }

    init(rawValue: Int) { self.rawValue = rawValue }

    /// The type with that name.
    init?(name: String) {
        switch name {
        case "object": self.init(.object)
        case "array": self.init(.array)
        case "string": self.init(.string)
        case "number": self.init(.number)
        case "integer": self = .integer
        case "boolean": self.init(.yes)
        case "null": self.init(.null)
        default: return nil
        }
    }
}
