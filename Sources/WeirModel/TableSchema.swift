/// What the rows of a table should look like: Table Schema 2.0 (1.0 accepted).
public struct TableSchema: Sendable, Hashable {
    /// The fields in order.
    public var fields: [Field]
    /// The texts that stand for no value, compared before any conversion.
    public var missingValues: [String]
    /// How the fields are matched with the header.
    public var fieldsMatch: FieldsMatch
    /// The names of the fields that together tell each row from all others; none if there is no primary key.
    public var primaryKey: [String] = []
    /// More keys, each by the names of its fields; a row without a value in one of them is exempt.
    public var uniqueKeys: [[String]] = []
    /// Fields that refer to records of other tables, or of this one.
    public var foreignKeys: [ForeignKey] = []

    /// Makes a schema.
    public init(fields: [Field], missingValues: [String] = [""], fieldsMatch: FieldsMatch = .exact) {
        self.fields = fields
        self.missingValues = missingValues
        self.fieldsMatch = fieldsMatch
    }

    /// How the fields of the schema are matched with the header of the data.
    public enum FieldsMatch: String, Sendable, Hashable, CaseIterable {
        /// The same fields, the same number, the same order; mapped by position.
        case exact
        /// The same fields in any order; mapped by name.
        case equal
        /// The data has all fields of the schema and may have more; mapped by name.
        case subset
        /// The data has only fields of the schema and may have fewer; mapped by name.
        case superset
        /// The data has at least one field of the schema; mapped by name.
        case partial
    }

    /// One field.
    public struct Field: Sendable, Hashable {
        /// The name, which is also the name of the column in the target.
        public var name: String
        /// Other labels that the column may have in the data.
        public var aliases: [String] = []
        /// Where the value comes from and how its text is mended.
        public var mapping = Mapping()
        /// The type.
        public var type: FieldType
        /// The format within the type; `default` if none is given.
        public var format = "default"
        /// The title for people.
        public var title: String?
        /// What the field means.
        public var description: String?
        /// What must hold for its values.
        public var constraints = Constraints()
        /// The values that there are, each with what it stands for; the field has no others.
        public var categories: [Category]?
        /// Whether the order of the categories is their order by size; `nil` if nobody says.
        public var categoriesOrdered: Bool?
        /// Texts that stand for no value here, in place of the schema's.
        public var missingValues: [String]?
        /// For booleans: what is true.
        public var trueValues = ["true", "True", "TRUE", "1"]
        /// For booleans: what is false.
        public var falseValues = ["false", "False", "FALSE", "0"]
        /// For numbers: what separates the fraction.
        public var decimalChar = "."
        /// For numbers: what groups the digits, if anything.
        public var groupChar: String?
        /// For lists: what separates the items.
        public var delimiter = ","
        /// For lists: the type of each item, in its default form.
        public var itemType = FieldType.string
        /// For numbers: whether nothing but the number may stand in the cell.
        public var bareNumber = true

        /// Makes a field.
        public init(name: String, type: FieldType = .any) {
            self.name = name
            self.type = type
        }
    }

    /// The types.
    public enum FieldType: String, Sendable, Hashable, CaseIterable {
        /// Text.
        case string
        /// A whole number.
        case integer
        /// A decimal number.
        case number
        /// One of two values.
        case boolean
        /// A calendar date.
        case date
        /// A date and a time of day.
        case datetime
        /// A time of day.
        case time
        /// A calendar year.
        case year
        /// A month of a year.
        case yearmonth
        /// A length of time.
        case duration
        /// A point on the earth: longitude and latitude.
        case geopoint
        /// A JSON object.
        case object
        /// A JSON array.
        case array
        /// Several values of one type, with a delimiter between them.
        case list
        /// A shape on the earth, as GeoJSON or TopoJSON.
        case geojson
        /// Whatever is there, as it is there.
        case any
    }

    /// A value that a field can have.
    public struct Category: Sendable, Hashable {
        /// The value as the data has it.
        public var value: String
        /// What it stands for.
        public var label: String?

        /// Makes a category.
        public init(_ value: String, label: String? = nil) {
            self.value = value
            self.label = label
        }
    }

    /// What must hold for the values of a field.
    ///
    /// Bounds and enum values are texts that the field's own type reads.
    public struct Constraints: Sendable, Hashable {
        /// Whether there must be a value.
        public var required = false
        /// Whether a value may occur once only.
        public var unique = false
        /// The least value.
        public var minimum: String?
        /// The greatest value.
        public var maximum: String?
        /// A bound below the least value.
        public var exclusiveMinimum: String?
        /// A bound above the greatest value.
        public var exclusiveMaximum: String?
        /// The least number of characters, items or members.
        public var minLength: Int?
        /// The greatest number of characters, items or members.
        public var maxLength: Int?
        /// A regular expression for the whole value.
        public var pattern: String?
        /// The allowed values.
        public var enumeration: [String]?
        /// A JSON Schema for objects and arrays, as JSON text.
        public var jsonSchema: String?

        /// No constraint.
        public init() {}
    }
}
