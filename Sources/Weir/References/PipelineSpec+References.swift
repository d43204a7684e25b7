internal import WeirModel
internal import WeirSpec
internal import WeirValidate

extension PipelineSpec {
    /// Tables of the target where the target has no tables, and data that cannot be read twice.
    var referenceProblems: [SettingProblem] {
        var problems: [SettingProblem] = []
        if write.sqlite == nil {
            for (name, reference) in validate.references.sorted(by: { $0.key < $1.key })
            where reference.table != nil && reference.database == nil {
                problems.append(
                    SettingProblem(
                        "validate.references.\(name).table",
                        "the rows do not go to a SQLite database: name the one with the table by `database`"))
            }
        }
        return problems
    }
}

extension ValidateSection {
    /// Foreign keys that refer to tables that are not declared, or to fields that are not there or do not fit.
    var referenceProblems: [SettingProblem] {
        guard let schema, !schema.foreignKeys.isEmpty else { return [] }
        return ReferenceProblem.problems(of: schema, tables: references.mapValues(\.schema))
    }
}
