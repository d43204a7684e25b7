extension TableSchema {
    /// Fields whose values must be those of a record of another table, or of this one.
    ///
    /// A row without a value in one of the fields refers to nothing and is fine.
    public struct ForeignKey: Sendable, Hashable {
        /// The names of the fields that refer.
        public var fields: [String]
        /// The name of the table that they refer to; empty for the table itself.
        public var resource: String
        /// The names of the fields that they refer to, in the order of `fields`.
        public var referencedFields: [String]

        /// Makes a foreign key.
        public init(_ fields: [String], to resource: String = "", _ referencedFields: [String]) {
            self.fields = fields
            self.resource = resource
            self.referencedFields = referencedFields
        }
    }
}

extension TableSchema.ForeignKey {
    /// What is referred to, on one line: `airports(iata)`; without a name where it is the table itself.
    public var reference: String { "\(resource)(\(referencedFields.joined(separator: ", ")))" }
}
