public import WeirModel

/// A foreign key of the schema: which fields must together be a key of a table.
struct ReferencePlan: Sendable, Hashable {
    /// The places of the fields in the schema.
    var fields: [Int]
    /// The place of what they refer to in the targets of the plan.
    var target: Int

    /// The field that a violation is about: the only one, or -1 for the record as a whole.
    var column: Int { fields.count == 1 ? fields[0] : -1 }

    /// The foreign keys of a schema, and what they refer to; two that refer to the same share their target.
    static func plans(of schema: TableSchema) -> (plans: [ReferencePlan], targets: [ReferenceTarget]) {
        let places = Dictionary(schema.fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var plans: [ReferencePlan] = []
        var targets: [ReferenceTarget] = []
        for key in schema.foreignKeys {
            let fields = key.fields.compactMap { places[$0] }
            let target = ReferenceTarget(
                resource: key.resource, fields: key.referencedFields, referring: fields.map { schema.fields[$0] })
            let place = targets.firstIndex { $0.isSame(as: target) }
            if place == nil { targets.append(target) }
            plans.append(ReferencePlan(fields: fields, target: place ?? targets.count - 1))
        }
        return (plans, targets)
    }
}

/// What foreign keys refer to: some fields of a table.
public struct ReferenceTarget: Sendable, Hashable {
    /// The name of the table; empty for the one that refers to itself.
    public var resource: String
    /// The names of its fields.
    public var fields: [String]
    /// The fields that refer to them, in the same order.
    public var referring: [TableSchema.Field]

    /// Whether both are the same fields of the same table, read as the same types.
    func isSame(as other: ReferenceTarget) -> Bool {
        resource == other.resource && fields == other.fields
            && referring.map(\.columnType) == other.referring.map(\.columnType)
    }
}
