internal import WeirModel
internal import WeirSpec

extension PipelineSpec {
    /// Generated columns that have the name of a field.
    var generatedProblems: [SettingProblem] {
        guard let schema = validate.schema, write.generated.problems().isEmpty else { return [] }
        return write.generated.problems(besides: schema.fields.map(\.name))
            .map { SettingProblem("write.generated.\($0.setting)", $0.message) }
    }
}
