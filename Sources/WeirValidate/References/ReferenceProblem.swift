public import WeirModel
public import WeirSpec

/// What is wrong with the foreign keys of a schema, before any data is read.
public enum ReferenceProblem {
    /// The problems.
    ///
    /// - Parameters:
    ///   - schema: the schema with the foreign keys.
    ///   - tables: the tables that are declared, each with its schema if that is known.
    public static func problems(of schema: TableSchema, tables: [String: TableSchema?]) -> [SettingProblem] {
        var tables = tables
        tables[""] = schema
        // Without a schema a field is read as the first one that refers to it.
        let targets = ReferencePlan.plans(of: schema).targets
        for (name, table) in tables where table == nil {
            tables[name] = TableSchema.referred(to: targets.filter { $0.resource == name })
        }
        var problems: [SettingProblem] = []
        for (index, key) in schema.foreignKeys.enumerated() {
            let setting = "schema.foreignKeys.\(index)"
            guard let table = tables[key.resource] else {
                let hint = NearMiss.hint(for: key.resource, among: tables.keys.filter { !$0.isEmpty }.sorted())
                var problem = SettingProblem(
                    setting + ".reference.resource",
                    "the table \"\(key.resource)\" is not declared in validate.references\(hint)")
                problem.causes = ["references"]
                problems.append(problem)
                continue
            }
            let referring = key.fields.compactMap { name in schema.fields.first { $0.name == name } }
            let target = ReferenceTarget(
                resource: key.resource, fields: key.referencedFields, referring: referring)
            if let table, let message = target.problem(in: table) {
                var problem = SettingProblem(setting + ".reference.fields", message)
                problem.causes = ["references"]
                problems.append(problem)
            }
        }
        return problems
    }
}
