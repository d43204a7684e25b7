internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec

extension PipelineSpec {
    /// What stands in the way of taking the columns from the inputs.
    var unionProblems: [SettingProblem] {
        guard read.union else { return [] }
        if validate.schema?.fields.isEmpty == false {
            return [
                SettingProblem(
                    "read.union", "is for inputs without a schema: fieldsMatch of the schema says how they may differ")
            ]
        }
        return parse.dialect.header ? [] : [SettingProblem("read.union", "needs a header, which has the names")]
    }
}
