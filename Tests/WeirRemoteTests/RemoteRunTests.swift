import Foundation
import NIOHTTP1
import Testing
import Weir
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirRemote

@Suite("Runs of inputs that are elsewhere")
struct RemoteRunTests {
    private static let table = "id,name\n" + (1...3000).map { "\($0),\($0 % 700 == 0 ? "" : "Ann")\n" }.joined()

    private static let schema = """
        schema: { fields: [{ name: id, type: integer }, { name: name, type: string, constraints: { required: true } }] }
        """

    /// Runs a pipeline of an input into lines of JSON.
    private static func run(
        _ input: String, in folder: TemporaryFolder, more: String = "", to name: String = "out",
        _ options: RunOptions = RunOptions()
    ) async throws -> (report: RunReport, rows: String) {
        try folder.put(
            """
            name: people
            read: { path: "\(input)" }
            \(more)
            validate: { \(schema) }
            write: { ndjson: { path: \(name).ndjson }, rejects: \(name).rejects.csv }
            limits: { batchBytes: 4KiB }
            """, in: "\(name).yaml")
        let report = try await PipelineRun(try Pipeline.load(folder("\(name).yaml")), options: options).run()
        return (report, folder.text("\(name).ndjson") ?? "")
    }

    @Test(
        "give what the same file gives on this machine, also packed, also with cuts", arguments: ["csv", "gz", "zip"])
    func same(form: String) async throws {
        let folder = try TemporaryFolder()
        let plain = Array(Self.table.utf8)
        let bytes: [UInt8]
        switch form {
        case "gz": bytes = gzipMember(plain)
        case "zip":
            try ZipWriter([ZipWriter.Entry("people.csv", plain)]).write(to: folder("local.zip"))
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder("local.zip"))))
        default: bytes = plain
        }
        try Data(bytes).write(to: URL(fileURLWithPath: folder("local.\(form)")))
        let local = try await Self.run(folder("local.\(form)"), in: folder, to: "local")
        try await WebServer.with { request in
            var reply = WebServer.file(bytes, request)
            if request.number % 2 == 1 { reply.cut = reply.body.count * 2 / 3 }
            return reply
        } _: { server in
            let remote = try await Self.run(server.url("/people.\(form)?sig=secret"), in: folder)
            #expect(remote.report.error == nil, "\(String(describing: remote.report.error))")
            #expect(remote.rows == local.rows && !remote.rows.isEmpty)
            #expect(remote.report.summary.totals == local.report.summary.totals)
            #expect(remote.report.summary.totals.rejected == 4)
            #expect(folder.text("out.rejects.csv") == folder.text("local.rejects.csv"))
        }
    }

    @Test("are known again by what their server says, and a new version is another input")
    func repeated() async throws {
        let folder = try TemporaryFolder()
        func digest(_ tag: String?) async throws -> String? {
            try await WebServer.with {
                WebServer.file(Array(Self.table.utf8), tag: tag, $0)
            } _: { server in
                let folder = try TemporaryFolder()
                try folder.put(
                    """
                    read: { path: "\(server.url())" }
                    validate: { \(Self.schema) }
                    write: { sqlite: { path: "\(folder("t.db"))", table: t, mode: append }, onRepeat: skip }
                    """, in: "p.yaml")
                let first = try await PipelineRun(try Pipeline.load(folder("p.yaml"))).run()
                let second = try await PipelineRun(try Pipeline.load(folder("p.yaml"))).run()
                #expect(first.error == nil && second.error == nil)
                return second.summary.totals.read == 0 ? "skipped" : "loaded"
            }
        }
        #expect(try await digest("\"v1\"") == "skipped")
        #expect(try await digest(nil) == "loaded")
        _ = folder
    }

    @Test("send headers from the pipeline, with values of the environment")
    func headers() async throws {
        let folder = try TemporaryFolder()
        setenv("WEIR_TEST_TOKEN", "abc", 1)
        try await WebServer.with { request in
            request.headers.first(name: "authorization") == "Bearer abc"
                ? WebServer.file(Array(Self.table.utf8), request) : WebServer.Reply(401, ["content-length": "0"])
        } _: { server in
            try folder.put(
                """
                read: { path: "\(server.url())", headers: { Authorization: "Bearer ${WEIR_TEST_TOKEN}" } }
                validate: { \(Self.schema) }
                write: { ndjson: { path: out.ndjson } }
                """, in: "p.yaml")
            let report = try await PipelineRun(try Pipeline.load(folder("p.yaml"))).run()
            #expect(report.summary.totals.accepted == 2996, "\(String(describing: report.error))")
            let error = await #expect(throws: WeirError.self) { try await Self.run(server.url(), in: folder) }
            #expect(error?.code.rawValue == "read.unreadable")
        }
    }

    @Test("are refused on private networks where that is said, and so are tables that foreign keys refer to")
    func refused() async throws {
        let folder = try TemporaryFolder()
        var options = RunOptions()
        options.allowsPrivateInputs = false
        try await WebServer.with {
            WebServer.file(Array(Self.table.utf8), $0)
        } _: { server in
            let error = await #expect(throws: WeirError.self) {
                try await Self.run(server.url(), in: folder, to: "out", options)
            }
            #expect(error?.code.rawValue == "read.privateAddress")
            try folder.put("id,name\n1,Ann\n", in: "local.csv")
            try folder.put(
                """
                read: { path: local.csv }
                validate:
                  schema:
                    fields: [{ name: id, type: integer }, { name: name, type: string }]
                    foreignKeys: [{ fields: id, reference: { resource: people, fields: id } }]
                  references: { people: { path: "\(server.url())" } }
                write: { ndjson: { path: out.ndjson } }
                """, in: "p.yaml")
            let pipeline = try Pipeline.load(folder("p.yaml"))
            let second = #expect(throws: WeirError.self) { try PipelineRun(pipeline, options: options) }
            #expect(second?.code.rawValue == "read.privateAddress")
            #expect(server.seen.isEmpty)
            let report = try await PipelineRun(pipeline).run()
            #expect(report.error == nil)
        }
    }

    @Test("of another scheme, and headers that cannot be sent, are told before anything is read")
    func wrong() async throws {
        let folder = try TemporaryFolder()
        let error = await #expect(throws: WeirError.self) { try await Self.run("gs://bucket/a.csv", in: folder) }
        #expect(error?.code.rawValue == "read.badURL")
        for headers in ["{ Range: x }", "{ \"a b\": x }", "{ X: \"a\\r\\nb\" }"] {
            try folder.put(
                "read: { path: \"http://a.example/\", headers: \(headers) }\nwrite: { null: {} }", in: "p.yaml")
            #expect(throws: (any Error).self, "\(headers)") { try Pipeline.load(folder("p.yaml")) }
        }
    }
}
