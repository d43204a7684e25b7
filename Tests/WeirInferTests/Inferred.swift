import Foundation
import Testing
import Weir
import WeirInfer
import WeirModel
import WeirParse
import WeirRead
import WeirSpec
import WeirTestKit
import WeirWrite

/// A file, what was inferred of it, and a run of the pipeline that came out.
struct Inferred {
    let folder: TemporaryFolder
    let file: String
    let table: InferredTable

    /// Infers from one of the files in `Samples`.
    init(sample: String, _ settings: InferSettings = InferSettings()) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Samples/\(sample)")
        try self.init([UInt8](Data(contentsOf: path)), file: sample, settings)
    }

    /// Infers from a text.
    init(_ text: String, _ settings: InferSettings = InferSettings()) throws {
        try self.init(Array(text.utf8), settings)
    }

    /// Infers from bytes.
    init(_ bytes: [UInt8], file: String = "in.csv", _ settings: InferSettings = InferSettings()) throws {
        folder = try TemporaryFolder()
        self.file = file
        try Data(bytes).write(to: URL(fileURLWithPath: folder(file)))
        var read = ReadSettings()
        read.path = [folder(file)]
        let source = try #require(try read.resolve().first)
        table = try Inference(settings).table(of: source)
    }

    /// The fields as `name type`, with a format or marks that are not the usual ones, and the missing values.
    var fields: [String] {
        table.schema.fields.map { field in
            var text = "\(field.name) \(field.type.rawValue)"
            if field.format != "default" { text += " \(field.format)" }
            if field.decimalChar != "." { text += " decimal \(field.decimalChar)" }
            if let group = field.groupChar { text += " group \(group)" }
            if !field.bareNumber { text += " with units" }
            if field.type == .list { text += " of \(field.itemType.rawValue) at \(field.delimiter)" }
            if field.mapping.trim != nil { text += " trimmed" }
            if let missing = field.missingValues { text += " missing \(missing.dropFirst().joined(separator: " "))" }
            return text
        }
    }

    /// The pipeline file.
    var text: String { PipelineText(table, name: "t", input: file, target: .sqlite(path: "t.db", table: "t")).text }

    /// The comments in the pipeline file.
    var comments: String { text.split(separator: "\n").filter { $0.contains("# ") }.joined(separator: "\n") }

    /// Runs the pipeline as it is, and says what became of the rows.
    func run() async throws -> RowCounts {
        try folder.put(text, in: "t.yaml")
        let pipeline = try Pipeline.load(folder("t.yaml"), environment: [:])
        #expect(pipeline.spec.validate.schema == table.schema)
        #expect(pipeline.spec.parse.compiledDialect == table.parse.compiledDialect)
        let report = await (try PipelineRun(pipeline, cores: 2)).run()
        #expect(report.error == nil)
        return report.summary.totals
    }
}
