internal import WeirModel

/// The vocabulary of Table Schema 2.0: what exists, what it means and what is supported.
enum TableSchemaTerms {
    /// A property of a descriptor.
    struct Property {
        var name: String
        var summary: String
        var shape: SettingShape
        var defaultText = ""
        var isRequired = false
    }

    /// The properties of a schema.
    static let schema: [Property] = [
        Property(
            name: "fields",
            summary: "The fields in order.",
            shape: .sequence(.group(group(of: field)), atLeast: 1),
            isRequired: true
        ),
        Property(
            name: "missingValues",
            summary:
                "The texts that stand for no value, compared before any conversion; plain or as `value` and `label`.",
            shape: .sequence(.either([.text, .group(valueAndLabel)]), atLeast: 0),
            defaultText: "[\"\"]"
        ),
        Property(
            name: "fieldsMatch",
            summary: "How the fields are matched with the header of the data.",
            shape: .choice(TableSchema.FieldsMatch.allCases.map(\.rawValue)),
            defaultText: "exact"
        ),
        information("$schema", "The version of Table Schema; 1.0 makes `string` the default type."),
        information("name", "A name."),
        information("title", "A title for people."),
        information("description", "What the table is."),
        Property(
            name: "primaryKey",
            summary: "The names of the fields that together tell each row from all others; they are then required.",
            shape: .list(.text)
        ),
        Property(
            name: "uniqueKeys",
            summary: "More keys, each a list of names of fields; a row without one of the values is exempt.",
            shape: .sequence(.list(.text), atLeast: 0)
        ),
        Property(
            name: "foreignKeys",
            summary: "Fields whose values must be those of a record of another table, or of this one.",
            shape: .sequence(.group(group(of: foreignKey)), atLeast: 0)
        ),
    ]

    /// The properties of a foreign key.
    static let foreignKey: [Property] = [
        Property(
            name: "fields", summary: "The names of the fields that refer to a record.", shape: .list(.text),
            isRequired: true),
        Property(
            name: "reference", summary: "What they refer to.", shape: .group(group(of: reference)), isRequired: true),
    ]

    /// The properties of the reference of a foreign key.
    static let reference: [Property] = [
        Property(
            name: "resource",
            summary: "The table, by its name in `validate.references`; the table itself if left out or empty.",
            shape: .text, defaultText: "\"\""),
        Property(
            name: "fields", summary: "The names of its fields, one for each field that refers.", shape: .list(.text),
            isRequired: true),
    ]

    /// The properties of a field.
    static let field: [Property] = [
        Property(
            name: "name", summary: "The name, which is also the name of the column in the target.", shape: .text,
            isRequired: true),
        Property(
            name: "aliases", summary: "Other labels that the column may have in the data.", shape: .list(.text)),
        Property(
            name: "type", summary: "The type.", shape: .choice(TableSchema.FieldType.allCases.map(\.rawValue)),
            defaultText: "any"),
        Property(
            name: "format",
            summary: "For texts: `email`, `uri`, `uuid` or `binary`; for dates and times: `any`, or a pattern as of "
                + "strptime; for points: `array` or `object`; for `geojson`: `topojson`.",
            shape: .text,
            defaultText: "\"default\""
        ),
        Property(
            name: "from", summary: "The label of the column in the data, if it is another than the name.", shape: .text),
        Property(
            name: "constant", summary: "The value of every row, for a field that does not come from the data.",
            shape: .text),
        Property(
            name: "trim", summary: "At which ends white space is dropped; `true` is both.",
            shape: .choice(TableSchema.Trim.allCases.map(\.rawValue) + ["true", "false"]), defaultText: "false"),
        Property(
            name: "nullIf", summary: "Texts, or values of the type, that become no value besides the missing ones.",
            shape: .list(.text)),
        Property(
            name: "case", summary: "The case that letters are brought to.",
            shape: .choice(TableSchema.LetterCase.allCases.map(\.rawValue))),
        Property(name: "default", summary: "The value in place of no value.", shape: .text),
        Property(
            name: "constraints", summary: "What must hold for the values.", shape: .group(group(of: constraints))),
        Property(
            name: "missingValues",
            summary: "Texts that stand for no value in this field, in place of those of the schema.",
            shape: .sequence(.either([.text, .group(valueAndLabel)]), atLeast: 0)
        ),
        Property(
            name: "trueValues", summary: "For booleans: what is true.", shape: .list(.text),
            defaultText: TableSchema.Field(name: "").trueValues.rendered),
        Property(
            name: "falseValues", summary: "For booleans: what is false.", shape: .list(.text),
            defaultText: TableSchema.Field(name: "").falseValues.rendered),
        Property(
            name: "decimalChar", summary: "For numbers: what separates the fraction.", shape: .text,
            defaultText: "\".\""),
        Property(name: "groupChar", summary: "For numbers: what groups the digits.", shape: .text),
        Property(
            name: "bareNumber", summary: "For numbers: whether nothing but the number may stand in the cell.",
            shape: .boolean, defaultText: "true"),
        information("title", "A title for people."),
        information("description", "What the field means."),
        Property(name: "example", summary: "An example of a value.", shape: .anything),
        information("rdfType", "The class of the values in the semantic web."),
        Property(
            name: "categories",
            summary: "For texts and integers: the values that there are, plain or as `value` and `label`.",
            shape: .sequence(.either([.text, .group(valueAndLabel)]), atLeast: 1)
        ),
        Property(
            name: "categoriesOrdered", summary: "Whether the categories stand in their natural order.",
            shape: .boolean),
        Property(
            name: "delimiter", summary: "For lists: what separates the items.", shape: .text, defaultText: "\",\""),
        Property(
            name: "itemType", summary: "For lists: the type of the items.",
            shape: .choice(itemTypes.map(\.rawValue)), defaultText: "string"),
    ]

    /// The constraints.
    static let constraints: [Property] = [
        Property(
            name: "required", summary: "Whether there must be a value.", shape: .boolean, defaultText: "false"),
        Property(name: "minimum", summary: "The least value.", shape: .text),
        Property(name: "maximum", summary: "The greatest value.", shape: .text),
        Property(name: "exclusiveMinimum", summary: "A bound below the least value.", shape: .text),
        Property(name: "exclusiveMaximum", summary: "A bound above the greatest value.", shape: .text),
        Property(name: "minLength", summary: "The least number of characters, items or members.", shape: .wholeNumber),
        Property(
            name: "maxLength", summary: "The greatest number of characters, items or members.", shape: .wholeNumber),
        Property(name: "pattern", summary: "A regular expression for the whole value.", shape: .text),
        Property(name: "enum", summary: "The allowed values.", shape: .sequence(.anything, atLeast: 1)),
        Property(
            name: "unique", summary: "Whether a value may occur once only.", shape: .boolean, defaultText: "false"),
        Property(
            name: "jsonSchema", summary: "For objects and arrays: a JSON Schema for the value.",
            shape: .anything),
    ]

    /// The types that the items of a list can have.
    static let itemTypes: [TableSchema.FieldType] = [.string, .integer, .boolean, .number, .datetime, .date, .time]

    /// The named formats of a type; dates and times have patterns besides.
    static func formats(of type: TableSchema.FieldType) -> [String] {
        switch type {
        case .string: ["default", "email", "uri", "uuid", "binary"]
        case .date, .datetime, .time: ["default", "any"]
        case .geopoint: ["default", "array", "object"]
        case .geojson: ["default", "topojson"]
        default: ["default"]
        }
    }

    /// A value with what it stands for.
    static let valueAndLabel = SettingGroup(
        summary: "",
        settings: [
            SettingDescription(
                name: "value", summary: "The value as the data has it.", shape: .text, defaultText: "",
                isRequired: true),
            SettingDescription(name: "label", summary: "What it stands for.", shape: .text, defaultText: ""),
        ])

    /// A table schema as a group of settings, for the reference page and for editors.
    static var group: SettingGroup {
        group(of: schema, summary: "What the rows should look like (Table Schema 2.0, 1.0 accepted).")
    }

    private static func group(of properties: [Property], summary: String = "") -> SettingGroup {
        SettingGroup(
            summary: summary,
            settings: properties.map {
                SettingDescription(
                    name: $0.name, summary: $0.summary, shape: $0.shape, defaultText: $0.defaultText,
                    isRequired: $0.isRequired)
            },
            allowsOwnNames: true
        )
    }

    private static func information(_ name: String, _ summary: String) -> Property {
        Property(name: name, summary: summary, shape: .text)
    }
}
