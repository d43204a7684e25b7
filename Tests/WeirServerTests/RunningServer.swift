import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import ServiceLifecycle
import Testing
import Weir
import WeirTestKit

@testable import WeirServer

/// A server on a port of its own, with the real program for its jobs, for as long as a test runs.
struct RunningServer: Sendable {
    let port: Int
    let settings: ServerSettings
    let client: HTTPClient

    /// An answer.
    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        /// The body as an object.
        var object: [String: any Sendable] {
            (try? JSONSerialization.jsonObject(with: body)) as? [String: any Sendable] ?? [:]
        }

        func text(_ name: String) -> String { object[name] as? String ?? "" }
        func number(_ name: String) -> Int { object[name] as? Int ?? -1 }
    }

    /// The pipeline that tests hand files in for: rows of a number and a name.
    static let people = """
        read: { path: people.csv }
        parse: { format: csv }
        validate:
          schema:
            fields:
              - { name: id, type: integer, constraints: { required: true, unique: true } }
              - { name: name, type: string, constraints: { required: true } }
        write: { sqlite: { path: "FOLDER/people.db", table: people, mode: append } }
        """

    /// Starts a server, runs the body, and stops the server in order.
    ///
    /// - Parameters:
    ///   - folder: where its data and pipelines are; a second server may begin where one has ended.
    ///   - change: changes the settings.
    static func with<Result: Sendable>(
        in folder: TemporaryFolder, pipelines: [String: String] = ["people": people],
        _ change: (inout ServerSettings) -> Void = { _ in },
        _ body: @Sendable @escaping (RunningServer) async throws -> Result
    ) async throws -> Result {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/pipelines", withIntermediateDirectories: true)
        for (name, text) in pipelines {
            let text = text.replacing("FOLDER", with: folder.path)
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/pipelines/\(name).yaml"))
        }
        var settings = ServerSettings()
        settings.port = 0
        settings.dataFolder = "\(folder.path)/data"
        settings.pipelinesFolder = "\(folder.path)/pipelines"
        settings.executable = try program()
        change(&settings)
        var logger = Logger(label: "test")
        logger.logLevel = .error
        let ports = AsyncStream.makeStream(of: Int.self)
        let server = try JobServer(
            settings, version: "0.0.0", kernel: KernelHealth(wanted: nil), logger: logger
        ) { ports.continuation.yield($0) }
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)], logger: logger
            ))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { ports.continuation.finish() }
                try await group.run()
            }
            var iterator = ports.stream.makeAsyncIterator()
            guard let port = await iterator.next() else {
                try await tasks.waitForAll()
                throw CancellationError()
            }
            let client = HTTPClient(eventLoopGroupProvider: .singleton)
            let outcome: Swift.Result<Result, any Error>
            do {
                outcome = .success(
                    try await body(RunningServer(port: port, settings: settings, client: client)))
            } catch {
                outcome = .failure(error)
            }
            try await client.shutdown()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try outcome.get()
        }
    }

    /// The program beside the tests.
    private static func program() throws -> String {
        let tests = try #require(
            Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
                ?? Bundle.main.executableURL)
        for folder in [tests.deletingLastPathComponent(), Bundle.main.bundleURL, URL(fileURLWithPath: ".build/debug")] {
            let path = folder.appendingPathComponent("weir").path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    /// Sends a request.
    func send(
        _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await client.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        return Answer(
            status: Int(response.status.code), headers: response.headers, body: Data(bytes.readableBytesView))
    }

    /// Hands a file in, and gives the name of its job.
    func ingest(_ text: String, as name: String = "people.csv", headers: [(String, String)] = []) async throws -> String
    {
        let answer = try await send(
            .POST, "/jobs/ingest?pipeline=people&file_name=\(name)", body: Array(text.utf8), headers: headers)
        try #require(answer.status == 202, "\(answer.text)")
        return answer.text("job_id")
    }

    /// Waits until a job has ended, by its events.
    func ended(_ job: String, headers: [(String, String)] = []) async throws -> Answer {
        _ = try await send(.GET, "/jobs/\(job)/events", headers: headers)
        return try await send(.GET, "/jobs/\(job)", headers: headers)
    }
}

/// A file for the pipeline `people`.
///
/// - Parameters:
///   - first: the first number.
///   - broken: rows whose number is no number.
func people(_ count: Int, from first: Int = 1, broken: Set<Int> = []) -> String {
    var text = "id,name\n"
    for row in first..<first + count { text += broken.contains(row) ? "x\(row),Ann\n" : "\(row),Ann\n" }
    return text
}
