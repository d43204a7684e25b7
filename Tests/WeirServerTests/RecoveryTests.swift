import Foundation
import GRDB
import NIOHTTP1
import Testing
import WeirTestKit

@testable import WeirServer

@Suite("Jobs outlive their process and their server")
struct RecoveryTests {
    /// A file that takes a process a while.
    private static let large = people(400_000)

    private static func count(_ path: String) async throws -> Int {
        try await DatabaseQueue(path: "\(path)/people.db").read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM people") ?? 0
        }
    }

    @Test("a server that is asked to stop lets its job commit, and the next one goes on with it")
    func restart() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let job = try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest(Self.large)
            // Its process has begun when it says how far it is, or has ended already.
            while try await server.send(.GET, "/jobs/\(job)").text("status") == "pending" {}
            return job
        }
        let answer = try await RunningServer.with(in: folder) { try await $0.ended(job) }
        #expect(answer.text("status") == "completed", "\(answer.text)")
        #expect(answer.number("total_rows") == 400_000)
        #expect(try await Self.count(path) == 400_000)
    }

    @Test("a job whose process is killed has failed, and goes on from there when it is tried again")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest(Self.large)
            var pid: Int32?
            while pid == nil, try await server.send(.GET, "/jobs/\(job)").object["completed_at"] is NSNull {
                pid = Self.process(of: job)
            }
            let victim = try #require(pid, "the process was too fast to be found")
            kill(victim, SIGKILL)
            let failed = try await server.ended(job)
            #expect(failed.text("status") == "failed", "\(failed.text)")
            let error = failed.object["error"] as? [String: any Sendable]
            #expect(error?["code"] as? String == "server.processDied")
            #expect(try await server.send(.POST, "/jobs/\(job)/retry").status == 202)
            let again = try await server.ended(job)
            #expect(again.text("status") == "completed", "\(again.text)")
            #expect(again.number("attempt") == 2)
            #expect(try await Self.count(path) == 400_000)
        }
    }

    @Test("a job that is cancelled says how many rows are committed, and that is what the table has")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest(Self.large)
            let waiting = try await server.ingest(people(10))
            #expect(try await server.send(.POST, "/jobs/\(waiting)/cancel").text("status") == "cancelled")
            let answer = try await server.send(.POST, "/jobs/\(job)/cancel")
            #expect([200, 202].contains(answer.status), "\(answer.text)")
            let ended = try await server.ended(job)
            #expect(ended.text("status") == "cancelled", "\(ended.text)")
            let committed = (ended.object["rows"] as? [String: Int])?["committed"] ?? -1
            let stored = (try? await Self.count(path)) ?? 0
            #expect(committed == stored)
            #expect(try await server.send(.POST, "/jobs/\(job)/retry").status == 202)
            #expect(try await server.ended(job).text("status") == "completed")
            #expect(try await Self.count(path) == 400_000)
        }
    }

    /// The process that works on a job.
    private static func process(of job: String) -> Int32? {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let pid = Int32(name), let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"),
                let text = String(data: line, encoding: .utf8), text.contains("--run-name\0\(job)")
            else { continue }
            return pid
        }
        return nil
    }
}
