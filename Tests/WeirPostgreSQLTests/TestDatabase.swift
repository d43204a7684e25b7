import Foundation
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirPostgreSQL

/// A schema of its own on the server that `WEIR_POSTGRES_URL` names, with a folder for inputs; both go with the value.
final class TestDatabase {
    /// The server; `nil` where there is none, and what needs it is left out.
    static let url = ProcessInfo.processInfo.environment["WEIR_POSTGRES_URL"]

    let schema = "w\(UInt64.random(in: 0...UInt64.max))"
    let folder: TemporaryFolder
    let connection: Connection

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(url: try #require(Self.url), name: "tests")
        try connection.execute("CREATE SCHEMA \(schema); SET search_path = \(schema)")
    }

    deinit { _ = try? connection.execute("DROP SCHEMA \(schema) CASCADE") }

    /// The settings for a table of the schema.
    func settings(_ table: String = "t") -> PostgreSQLSettings {
        var settings = PostgreSQLSettings()
        settings.url = Self.url ?? ""
        settings.schema = schema
        settings.table = table
        return settings
    }

    /// The values of rows as text, a row as a line.
    func rows(_ sql: String) throws -> [String] {
        try connection.query(sql).map { row in row.map { $0 ?? "NULL" }.joined(separator: "|") }
    }

    /// Runs a pipeline over `in.csv` into the table `t`.
    ///
    /// - Parameters:
    ///   - fields: one entry per field of the schema.
    ///   - sink: more settings of the sink.
    ///   - write: more settings of the section `write`.
    @discardableResult
    func load(
        _ input: String, fields: [String], sink: String = "", write: String = "", limits: String = "{}",
        validate: String = "", url: String? = TestDatabase.url, options: RunOptions = RunOptions()
    ) async throws -> RunReport {
        try folder.put(input, in: "in.csv")
        let list = fields.map { "{ \($0) }" }.joined(separator: ", ")
        try folder.put(
            """
            name: test
            read: { path: in.csv }
            validate: { schema: { fields: [\(list)] }\(validate) }
            write:
              postgres: { url: "\(url ?? "")", schema: \(schema), table: t\(sink) }
              rejects: rejects.csv
              issues: issues.ndjson
            \(write)
            limits: \(limits)

            """, in: "p.yaml")
        let pipeline = try Pipeline.load(folder("p.yaml"), overrides: [], environment: [:])
        let report = await (try PipelineRun(pipeline, options: options, cores: 2)).run()
        let totals = report.summary.totals
        #expect(totals.read == totals.accepted + totals.rejected + totals.skipped.total)
        if report.error == nil { #expect(totals.isBalanced) }
        return report
    }
}

extension Trait where Self == ConditionTrait {
    /// Left out where there is no server, or the program is built without PostgreSQL.
    static var needsServer: Self {
        .enabled(
            if: TestDatabase.url != nil && PostgreSQLRuns.isBuilt,
            "Tests/PostgreSQL/run starts a server for these")
    }
}
