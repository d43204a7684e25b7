import Foundation
import Testing
import Weir
import WeirModel
import WeirSpec

@Suite("The JSON Schema for editors")
struct EditorSchemaTests {
    @Test("knows every setting with its meaning, its names and its default", arguments: EditorSchema.allCases)
    func coverage(kind: EditorSchema) throws {
        let root = try #require(JSONSerialization.jsonObject(with: Data(kind.json.utf8)) as? [String: Any])
        #expect(root["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
        var count = 0
        try expect(root, covers: kind.shape, at: "", &count)
        #expect(count > 20, "the walk ends early")
    }

    private func expect(
        _ schema: [String: Any], covers shape: SettingShape, at path: String, _ count: inout Int
    ) throws {
        let choices = (schema["anyOf"] as? [[String: Any]] ?? []) + [schema]
        switch shape {
        case .group(let group):
            let properties = try #require(schema["properties"] as? [String: [String: Any]], "\(path)")
            #expect(Set(properties.keys) == Set(group.settings.map(\.name) + ["$ref"]), "\(path)")
            for setting in group.settings {
                count += 1
                let place = "\(path).\(setting.name)"
                let property = try #require(properties[setting.name], "\(place)")
                #expect(property["description"] as? String == setting.summary, "\(place)")
                #expect(!setting.summary.isEmpty, "\(place) has no meaning")
                #expect((property["default"] == nil) == setting.defaultText.isEmpty, "\(place) has no default")
                try expect(property, covers: setting.shape, at: place, &count)
            }
        case .choice(let names):
            // What is true or false without quotes is no text to an editor.
            let offered = choices.compactMap { ($0["enum"] as? [Any])?.compactMap { $0 as? String } }
            #expect(offered.contains(names), "\(path) does not offer \(names)")
        case .list(let element), .sequence(let element, _):
            let list = try #require(choices.first { $0["items"] != nil }, "\(path) is no list")
            try expect(try #require(list["items"] as? [String: Any]), covers: element, at: "\(path)[]", &count)
        case .optional(let wrapped):
            #expect(choices.contains { $0["type"] as? String == "null" }, "\(path) cannot be left empty")
            try expect(choices[0], covers: wrapped, at: path, &count)
        case .either(let shapes):
            for (shape, choice) in zip(shapes, choices) { try expect(choice, covers: shape, at: path, &count) }
        case .map(let value):
            try expect(
                try #require(schema["additionalProperties"] as? [String: Any], "\(path)"), covers: value, at: path,
                &count)
        case .text, .wholeNumber, .number, .boolean, .form, .anything:
            break
        }
    }

    @Test("takes every pipeline that the samples and the articles show")
    func shownPipelines() throws {
        let checker = try SchemaChecker(EditorSchema.pipeline.json)
        let folder = Catalog.root.appending(path: "Pipelines").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            name.hasSuffix(".yaml") && !name.hasSuffix(".test.yaml")
        }
        #expect(names.count >= 3)
        for name in names {
            #expect(checker.accepts(try PipelineDocument.load(path: "\(folder)/\(name)").root), "\(name)")
        }
    }

    @Test(
        "takes what the reader takes",
        arguments: [
            "{ name: 12, read: { path: [a.csv, 7] }, write: { null: {} } }",
            "{ read: { path: a }, write: { null: {} }, decode: , limits: { workers: auto, memory: 12 MB } }",
            "{ read: { path: a }, write: { csv: { path: '-' } }, emit: { ndjson: { path: e } }, limits: { workers: 2 } }",
            "{ read: { path: a }, write: { null: {} }, validate: { schema: { fields: [{ name: a, my:own: 1 }] } } }",
            "{ read: { path: a }, write: { null: {} }, parse: { dialect: { delimiter: '\t', itemKeys: [1, 2] } } }",
        ])
    func accepted(text: String) throws {
        let document = try PipelineDocument.parse(text, name: "p.yaml")
        #expect(throws: Never.self) { _ = try document.read(PipelineSpec.self) }
        #expect(try SchemaChecker(EditorSchema.pipeline.json).accepts(document.root))
    }

    @Test(
        "refuses what the reader refuses",
        arguments: [
            "{}",
            "{ read: { path: a } }",
            "{ read: , write: { null: {} } }",
            "{ read: { path: a }, write: {} }",
            "{ read: { path: a }, write: { null: {}, csv: { path: b } } }",
            "{ read: { path: a }, write: { sqlite: { path: b } } }",
            "{ read: { paht: a }, write: { null: {} } }",
            "{ read: { path: a }, write: { null: {} }, validat: {} }",
            "{ read: { path: a }, write: { null: {} }, validate: { onViolation: drop } }",
            "{ read: { path: a }, write: { null: {} }, limits: { workers: many } }",
            "{ read: { path: a }, write: { null: {} }, limits: { memory: 5 parsecs } }",
            "{ read: { path: a }, write: { null: {} }, limits: { columns: 1.5 } }",
            "{ read: { path: a }, write: { null: {} }, parse: { dialect: { header: 'true ' } } }",
            "{ read: { path: a }, write: { null: {} }, validate: { schema: {} } }",
            "{ read: { path: a }, write: { null: {} }, validate: { schema: { fields: [] } } }",
            "{ read: { path: a }, write: { null: {} }, validate: { schema: { fields: [{ type: any }] } } }",
            "{ read: { path: a }, write: { null: {} }, validate: { schema: { fields: [{ name: a, type: int }] } } }",
            """
            { read: { path: a }, write: { null: {} },
              validate: { schema: { fields: [{ name: a, type: string, constraints: { maxlength: 3 } }] } } }
            """,
        ])
    func refused(text: String) throws {
        let document = try PipelineDocument.parse(text, name: "p.yaml")
        #expect(throws: SpecProblems.self) { _ = try document.read(PipelineSpec.self) }
        #expect(try !SchemaChecker(EditorSchema.pipeline.json).accepts(document.root))
    }
}

extension EditorSchema {
    /// What the schema is made of.
    fileprivate var shape: SettingShape {
        switch self {
        case .pipeline: PipelineSpec.shape
        case .test: PipelineTestFile.shape
        case .table: TableSchema.shape
        }
    }
}
