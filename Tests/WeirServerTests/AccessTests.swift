import Foundation
import NIOHTTP1
import Testing
import WeirTestKit

@testable import WeirServer

@Suite("Who may do what")
struct AccessTests {
    /// Every address that needs a token, with the scope that it needs.
    private static let addresses: [(HTTPMethod, String, AccessScope)] = [
        (.POST, "/jobs/ingest?pipeline=people&file_name=a.csv", .upload), (.GET, "/jobs", .read),
        (.GET, "/jobs/JOB", .read),
        (.GET, "/jobs/JOB/issues", .read), (.GET, "/jobs/JOB/rejects", .read), (.GET, "/jobs/JOB/events", .read),
        (.POST, "/jobs/JOB/cancel", .upload), (.POST, "/jobs/JOB/retry", .upload),
        (.POST, "/jobs/JOB/replay?file_name=a.csv", .upload), (.GET, "/jobs/JOB/deliveries", .read),
        (.DELETE, "/jobs/JOB", .upload),
        (.GET, "/pipelines", .read), (.GET, "/pipelines/people/template.csv", .read), (.GET, "/metrics", .read),
        (.GET, "/webhooks", .admin), (.POST, "/webhooks", .admin), (.GET, "/audit", .admin),
    ]

    @Test("each address needs its scope, and a job of another workspace is not found anywhere")
    func matrix() async throws {
        let folder = try TemporaryFolder()
        try await RunningServer.with(in: folder) { server in
            let store = try JobStore.visiting(server.settings)
            let owner = try store.createToken(workspace: "one", name: "", scopes: Set(AccessScope.allCases))
            let other = try store.createToken(workspace: "two", name: "", scopes: Set(AccessScope.allCases))
            let revoked = try store.createToken(workspace: "one", name: "", scopes: Set(AccessScope.allCases))
            #expect(try store.revokeToken(revoked.id))
            func bearer(_ token: AccessToken) -> [(String, String)] { [("authorization", "Bearer \(token.text)")] }
            let job = try await server.ingest("id,name\nx,a\n", headers: bearer(owner))
            _ = try await server.ended(job, headers: bearer(owner))
            for (method, template, scope) in Self.addresses {
                let path = template.replacing("JOB", with: job)
                let body = method == .POST ? Array("id,name\n1,a\n".utf8) : nil
                func status(_ headers: [(String, String)]) async throws -> Int {
                    try await server.send(method, path, body: body, headers: headers).status
                }
                #expect(try await status([]) == 401, "\(path)")
                #expect(try await status(bearer(revoked)) == 401, "\(path)")
                #expect(try await status([("authorization", "Bearer weir_x_y")]) == 401, "\(path)")
                #expect(try await status([("authorization", "Basic " + owner.text)]) == 401, "\(path)")
                let lacking = try store.createToken(
                    workspace: "one", name: "", scopes: Set(AccessScope.allCases).subtracting([scope]))
                #expect(try await status(bearer(lacking)) == 403, "\(path)")
                if template.contains("JOB") { #expect(try await status(bearer(other)) == 404, "\(path)") }
            }
            #expect(
                try await server.send(.GET, "/jobs", headers: bearer(other)).text == #"{"jobs":[],"next_cursor":null}"#)
            let foreign = try await server.send(.GET, "/jobs/\(job)", headers: bearer(other))
            let missing = try await server.send(.GET, "/jobs/\(Identifier.new(at: .now))", headers: bearer(other))
            #expect(foreign.body == missing.body)
        }
    }

    @Test(
        "without tokens, pages of other sites are refused",
        arguments: [
            [("sec-fetch-site", "cross-site")], [("origin", "http://example.com")], [("host", "example.com")],
            [("sec-fetch-site", "same-site")], [("origin", "null")],
        ])
    func foreigners(headers: [(String, String)]) async throws {
        let folder = try TemporaryFolder()
        try await RunningServer.with(in: folder) { server in
            let answer = try await server.send(.GET, "/jobs", headers: headers)
            #expect(answer.status == 403, "\(headers) \(answer.text)")
            #expect(answer.text("code") == "server.foreignOrigin")
        }
    }

    @Test("without tokens the server listens on this machine only")
    func loopback() async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: (any Error).self) {
            try await RunningServer.with(in: folder, { $0.host = "0.0.0.0" }) { _ in }
        }
    }
}
