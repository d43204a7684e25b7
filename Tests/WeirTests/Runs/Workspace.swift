import Foundation
import GRDB
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

/// A folder with inputs and a pipeline, runs of it, and what they leave behind.
final class Workspace {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A workspace with one input, `in.csv`.
    convenience init(_ input: String) throws {
        try self.init()
        try folder.put(input, in: "in.csv")
    }

    /// A workspace with one input, `in.csv`.
    convenience init(bytes: [UInt8]) throws {
        try self.init()
        try put(bytes, in: "in.csv")
    }

    /// A workspace with a copy of a pipeline of this repository and its samples.
    convenience init(sample name: String) throws {
        try self.init()
        let pipelines = SourceTree.root + "/Pipelines"
        for item in ["\(name).yaml", "samples"] {
            try FileManager.default.copyItem(atPath: "\(pipelines)/\(item)", toPath: folder(item))
        }
    }

    func put(_ bytes: [UInt8], in name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder(name)))
    }

    func bytes(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: folder(name)).map { Array($0) } }

    func remove(_ names: String...) throws {
        for name in names where bytes(name) != nil { try FileManager.default.removeItem(atPath: folder(name)) }
    }

    /// Runs a pipeline and checks what holds for every run: the account.
    @discardableResult
    func run(
        _ sections: PipelineText = PipelineText(),
        _ overrides: [String] = [],
        options: RunOptions = RunOptions()
    ) async throws -> RunReport {
        try folder.put(sections.text, in: "pipeline.yaml")
        return try await run(file: "pipeline.yaml", overrides, options: options)
    }

    /// Runs a pipeline file of the folder and checks what holds for every run: the account.
    @discardableResult
    func run(
        file: String,
        _ overrides: [String] = [],
        options: RunOptions = RunOptions()
    ) async throws -> RunReport {
        let pipeline = try Pipeline.load(folder(file), overrides: overrides, environment: [:])
        let report = await (try PipelineRun(pipeline, options: options, cores: 2)).run()
        let totals = report.summary.totals
        #expect(totals.read == totals.accepted + totals.rejected + totals.skipped.total)
        if report.error == nil { #expect(totals.isBalanced) }
        var sum = RowCounts()
        for source in report.summary.sources { sum += source.counts }
        #expect(sum == totals, "the sources add up to the run")
        return report
    }
}

/// A pipeline file in its sections; what is not said is `in.csv`, read as text, into the table `t` of `out.db`.
struct PipelineText {
    var read = "{ path: in.csv }"
    var decode = "{}"
    var parse = "{}"
    /// One entry per field; none: every field is text.
    var fields: [String] = []
    var missingValues = #"[""]"#
    /// The rules between the fields, as a list.
    var rules: String?
    var severity: String?
    /// More properties of the schema, such as `primaryKey: id`.
    var schema: [String] = []
    /// More settings of the section `validate`, such as `references: {}`.
    var validate: [String] = []
    var onViolation = "reject"
    var errorBudget: String?
    var issues = "issues.ndjson"
    var sink = "sqlite: { path: out.db, table: t, mode: append }"
    var commitBytes = "32MiB"
    var emit = "[]"
    var limits = "{}"

    var text: String {
        var validate = ["onViolation: \(onViolation)"] + validate.filter { !$0.isEmpty }
        if !fields.isEmpty {
            let list = fields.map { "{ \($0) }" }.joined(separator: ", ")
            let more = schema.map { "\($0), " }.joined()
            validate.append("schema: { \(more)missingValues: \(missingValues), fields: [\(list)] }")
        }
        if let rules { validate.append("rules: \(rules)") }
        if let severity { validate.append("severity: \(severity)") }
        if let errorBudget { validate.append("errorBudget: \(errorBudget)") }
        return """
            name: test
            read: \(read)
            decode: \(decode)
            parse: \(parse)
            validate: { \(validate.joined(separator: ", ")) }
            write: { \(sink), rejects: rejects.csv, issues: \(issues), commitBytes: \(commitBytes) }
            emit: \(emit)
            limits: \(limits)

            """
    }
}
