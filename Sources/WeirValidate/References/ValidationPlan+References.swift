public import WeirModel

extension ValidationPlan {
    /// The keys that are gathered of each row: those of the schema, then its foreign keys.
    var gathered: [KeyPlan] {
        references.isEmpty ? keys : keys + references.map { KeyPlan(kind: .reference, fields: $0.fields) }
    }

    /// The memory that each key, and the keys of each table that is referred to, may take, in bytes.
    func keyShare(of limits: KeyLimits) -> Int {
        max(limits.memoryBytes / max(keys.count + targets.count, 1), KeyIndex.leastBytes)
    }

    /// A plan that reads the keys of a table that this one refers to, and checks nothing.
    ///
    /// - Parameters:
    ///   - wanted: the places of what is referred to in `targets`.
    ///   - schema: the schema of the table; `nil` reads the fields that are referred to as those that refer to them.
    ///   - header: how labels are compared.
    /// - Throws: `validate.badReference` if the fields are not there or have other types, and what is wrong with the
    ///   schema.
    public func gathering(
        _ wanted: [Int], of schema: TableSchema?, header: HeaderSettings
    ) throws(WeirError) -> ValidationPlan {
        let targets = wanted.map { self.targets[$0] }
        var schema = schema ?? .referred(to: targets)
        if let problem = targets.lazy.compactMap({ $0.problem(in: schema) }).first {
            throw WeirError(.validateBadReference, problem)
        }
        for index in schema.fields.indices {
            schema.fields[index].constraints = TableSchema.Constraints()
            schema.fields[index].categories = nil
        }
        (schema.primaryKey, schema.uniqueKeys, schema.foreignKeys) = ([], [], [])
        let places = Dictionary(schema.fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let keys = targets.map { KeyPlan(kind: .reference, fields: $0.fields.compactMap { places[$0] }) }
        var settings = ValidateSettings()
        settings.header = header
        return try ValidationPlan(schema, settings, GeneratedColumns(), keys: keys, hasher: hasher)
    }
}

extension ReferenceTarget {
    /// What keeps the fields of a schema from being referred to, in one sentence; `nil` if nothing does.
    func problem(in schema: TableSchema) -> String? {
        for (name, field) in zip(fields, referring) {
            guard let other = schema.fields.first(where: { $0.name == name }) else {
                return "\(place) has no field \"\(name)\""
            }
            // Values of two types are never the same, and would all be reported as missing.
            guard other.columnType == field.columnType else {
                return "\"\(field.name)\" is \(field.type.phrase) and refers to \"\(name)\" of \(place), which is "
                    + other.type.phrase
            }
        }
        return nil
    }

    /// The table, for people.
    var place: String { resource.isEmpty ? "the table itself" : "\"\(resource)\"" }
}

extension TableSchema {
    /// The schema of a table of which only what is referred to is known: each field is read as the one that refers to it.
    static func referred(to targets: [ReferenceTarget]) -> TableSchema {
        var fields: [Field] = []
        for target in targets {
            for (name, referring) in zip(target.fields, target.referring)
            where !fields.contains(where: { $0.name == name }) {
                var field = referring
                field.name = name
                field.aliases = []
                field.mapping = Mapping()
                fields.append(field)
            }
        }
        return TableSchema(fields: fields, fieldsMatch: .subset)
    }
}
