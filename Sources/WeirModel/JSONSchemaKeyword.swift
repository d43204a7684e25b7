/// The keywords of JSON Schema that a `jsonSchema` constraint may use: those of draft 2020-12 and their older forms.
public enum JSONSchemaKeyword: String, Sendable, Hashable, CaseIterable {
    // Any value
    case type, `enum`, const
    // Numbers
    case multipleOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum
    // Strings
    case minLength, maxLength, pattern
    // Arrays
    case items, prefixItems, additionalItems, contains, minContains, maxContains, minItems, maxItems, uniqueItems
    // Objects
    case properties, patternProperties, additionalProperties, propertyNames, required, minProperties, maxProperties
    case dependentRequired, dependentSchemas, dependencies
    // Other schemas
    case allOf, anyOf, oneOf, not, `if`, then, `else`, reference = "$ref"
    // Places for schemas
    case definitions, defs = "$defs"
    // Information
    case schema = "$schema"
    case id = "$id"
    case comment = "$comment"
    case title, description, `default`, examples, example, deprecated, readOnly, writeOnly, format, contentEncoding
    case contentMediaType

    /// What the value of a keyword is.
    public enum Form: Sendable, Hashable {
        /// A schema.
        case schema
        /// A list of schemas with at least one.
        case schemas
        /// A schema, or a list of them.
        case schemaOrSchemas
        /// Schemas by name.
        case schemaMap
        /// Schemas or lists of names, by name.
        case schemaOrNamesMap
        /// Lists of names, by name.
        case namesMap
        /// Different texts.
        case names
        /// One of the seven types, or a list of them.
        case types
        /// A number.
        case number
        /// A number above zero.
        case positiveNumber
        /// A whole number that is not negative.
        case count
        /// `true` or `false`.
        case boolean
        /// A regular expression.
        case pattern
        /// `#`, or `#/` and the way to a part of the same schema.
        case reference
        /// A list of any values.
        case values
        /// Anything.
        case value
        /// Anything, which says nothing about the data.
        case note
    }

    /// What its value is.
    public var form: Form {
        switch self {
        case .additionalItems, .contains, .additionalProperties, .propertyNames, .not, .if, .then, .else: .schema
        case .prefixItems, .allOf, .anyOf, .oneOf: .schemas
        case .items: .schemaOrSchemas
        case .properties, .patternProperties, .dependentSchemas, .definitions, .defs: .schemaMap
        case .dependencies: .schemaOrNamesMap
        case .dependentRequired: .namesMap
        case .required: .names
        case .type: .types
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum: .number
        case .multipleOf: .positiveNumber
        case .minLength, .maxLength, .minItems, .maxItems, .minContains, .maxContains, .minProperties, .maxProperties:
            .count
        case .uniqueItems: .boolean
        case .pattern: .pattern
        case .reference: .reference
        case .enum: .values
        case .const: .value
        case .schema, .id, .comment, .title, .description, .default, .examples, .example, .deprecated, .readOnly,
            .writeOnly, .format, .contentEncoding, .contentMediaType:
            .note
        }
    }

    /// The names of the types.
    public static let typeNames = ["null", "boolean", "object", "array", "number", "integer", "string"]

    /// Whether a name that is no keyword is somebody's own note and may stand in a schema.
    public static func isNote(_ name: String) -> Bool { name.hasPrefix("x-") }
}
