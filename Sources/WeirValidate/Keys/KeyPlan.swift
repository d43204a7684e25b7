import WeirModel

/// A key of the schema: which fields must together be different in each row.
struct KeyPlan: Sendable, Hashable {
    /// What asks for it.
    enum Kind: Sendable, Hashable {
        /// The schema's `primaryKey`.
        case primary
        /// A field's `unique` constraint, or one of the schema's `uniqueKeys`.
        case unique
        /// A foreign key, or what one refers to; a row need not be the only one with it.
        case reference
    }

    /// What asks for it.
    var kind: Kind
    /// The places of the fields in the schema.
    var fields: [Int]

    /// The field that a violation is about: the only one, or -1 for the record as a whole.
    var column: Int { fields.count == 1 ? fields[0] : -1 }

    /// The code of a violation.
    var code: IssueCode {
        switch kind {
        case .primary: .primaryKey
        case .unique: .uniqueError
        case .reference: .foreignKey
        }
    }

    /// The keys of a schema: the primary key, the fields that are `unique`, the `uniqueKeys`, in this order.
    ///
    /// Of keys with the same fields, in whatever order, only the first counts: the others could say nothing new.
    static func keys(of schema: TableSchema) -> [KeyPlan] {
        let places = Dictionary(schema.fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var keys = [KeyPlan(kind: .primary, fields: schema.primaryKey.compactMap { places[$0] })]
        keys += schema.fields.indices.filter { schema.fields[$0].constraints.unique }.map {
            KeyPlan(kind: .unique, fields: [$0])
        }
        keys += schema.uniqueKeys.map { KeyPlan(kind: .unique, fields: $0.compactMap { places[$0] }) }
        var known: Set<Set<Int>> = [[]]
        return keys.filter { known.insert(Set($0.fields)).inserted }
    }
}
