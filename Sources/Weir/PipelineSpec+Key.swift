internal import WeirModel
internal import WeirPostgreSQL
internal import WeirSQLite
internal import WeirSpec

extension PipelineSpec {
    /// Key columns that are no fields of the schema, or that may be without a value.
    ///
    /// Without a schema the columns show only in the data.
    var keyProblems: [SettingProblem] {
        let sink = write.sqlite == nil ? "postgres" : "sqlite"
        guard let key = write.sqlite?.key ?? write.postgres?.key, let fields = validate.schema?.fields, !fields.isEmpty
        else { return [] }
        return key.enumerated().compactMap { index, name in
            let setting = "write.\(sink).key.\(index)"
            if write.generated.columns.items.contains(where: { $0.name == name }) { return nil }
            guard let field = fields.first(where: { $0.name == name }) else {
                let hint = NearMiss.hint(for: name, among: fields.map(\.name))
                return SettingProblem(setting, "the schema has no field \"\(name)\"\(hint)")
            }
            if field.constraints.required || validate.schema?.primaryKey.contains(name) == true { return nil }
            return SettingProblem(
                setting,
                "the field \"\(name)\" may be without a value, and then it is not clear which row is meant: "
                    + "give it `constraints: { required: true }`"
            )
        }
    }
}
