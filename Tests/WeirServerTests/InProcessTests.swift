import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import NIOHTTP1
import Testing
import Weir
import WeirTestKit

@testable import WeirServer

@Suite("Requests over a connection and in the process")
struct InProcessTests {
    /// Requests that need no running job, each with the status of its answer.
    private static let requests: [(String, String, String?, Int)] = [
        ("GET", "/health", nil, 200), ("HEAD", "/health", nil, 200), ("HEAD", "/", nil, 200),
        ("HEAD", "/nowhere", nil, 404), ("GET", "/openapi.json", nil, 200), ("GET", "/", nil, 200),
        ("GET", "/assets/app.js", nil, 200), ("GET", "/assets/none.js", nil, 404), ("GET", "/nowhere", nil, 404),
        ("GET", "/problems/server.noJob", nil, 200), ("GET", "/problems/none", nil, 404), ("GET", "/jobs", nil, 200),
        ("GET", "/jobs?limit=0", nil, 400), ("GET", "/jobs?limit=101", nil, 400),
        ("GET", "/jobs?status=lost", nil, 400),
        ("GET", "/jobs?cursor=%21", nil, 400), ("GET", "/jobs?colour=red", nil, 400),
        ("GET", "/jobs/01jd3k8z6v0w9x2y4t5r7q1m8n", nil, 404), ("GET", "/jobs/..%2F..%2Fetc", nil, 404),
        ("GET", "/jobs/01jd3k8z6v0w9x2y4t5r7q1m8n/events", nil, 404),
        ("POST", "/jobs/01jd3k8z6v0w9x2y4t5r7q1m8n/cancel", nil, 404),
        ("POST", "/jobs/01jd3k8z6v0w9x2y4t5r7q1m8n/retry", nil, 404), ("GET", "/pipelines", nil, 200),
        ("GET", "/pipelines/people/template.csv", nil, 200), ("GET", "/pipelines/none/template.csv", nil, 404),
        ("GET", "/metrics", nil, 200), ("GET", "/webhooks", nil, 200), ("POST", "/webhooks", "{}", 415),
        ("GET", "/audit", nil, 200), ("POST", "/jobs/ingest?pipeline=people", "id,name\n", 400),
        ("POST", "/jobs/ingest?pipeline=none&file_name=a.csv", "id,name\n", 404),
        ("POST", "/jobs/ingest?pipeline=people&file_name=a.exe", "id,name\n", 415),
        ("POST", "/jobs/ingest?pipeline=people&file_name=a.csv&webhook=http://127.0.0.1/", "id,name\n", 422),
    ]

    @Test("the same request has the same answer")
    func same() async throws {
        let folder = try TemporaryFolder()
        let live = try await RunningServer.with(in: folder) { server in
            var statuses: [Int] = []
            for (method, path, body, _) in Self.requests {
                statuses.append(
                    try await server.send(HTTPMethod(rawValue: method), path, body: body.map { Array($0.utf8) }).status)
            }
            return statuses
        }
        var settings = ServerSettings()
        settings.dataFolder = folder("data")
        settings.pipelinesFolder = folder("pipelines")
        let server = try JobServer(
            settings, version: "0.0.0", kernel: KernelHealth(wanted: nil), logger: Logger(label: "test"))
        let inside = try await server.application().test(.router) { client in
            var statuses: [Int] = []
            for (method, path, body, _) in Self.requests {
                let method = try #require(HTTPRequest.Method(rawValue: method))
                let response = try await client.execute(
                    uri: path, method: method, body: body.map { ByteBuffer(string: $0) })
                statuses.append(response.status.code)
            }
            return statuses
        }
        for (index, (method, path, _, status)) in Self.requests.enumerated() {
            #expect(live[index] == status, "\(method) \(path)")
            #expect(inside[index] == status, "\(method) \(path), in the process")
        }
    }
}
