internal import WeirModel
internal import WeirSpec

/// The JSON Schemas that make an editor complete and check the files that people write.
///
/// An editor takes one by the first line of a file, `# yaml-language-server: $schema=weir.schema.json`.
public enum EditorSchema: String, Sendable, CaseIterable {
    /// A pipeline file.
    case pipeline
    /// A file of tests of a pipeline.
    case test
    /// A Table Schema in a file of its own, as `$ref` and `weir check --schema` take it.
    case table

    /// The schema as JSON.
    public var json: String {
        switch self {
        case .pipeline: JSONSchema(title: "Weir pipeline", PipelineSpec.self).text
        case .test: JSONSchema(title: "Tests of a Weir pipeline", PipelineTestFile.self).text
        case .table: JSONSchema(title: "Table Schema, as Weir reads it", TableSchema.self).text
        }
    }
}
