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
            let (job, loaded) = try await Self.inTime { number in
                let job = try await server.ingest(people(400_000, from: number * 400_000 + 1))
                var pid: Int32?
                while pid == nil, try await server.send(.GET, "/jobs/\(job)").object["completed_at"] is NSNull {
                    pid = Self.process(of: job)
                }
                guard let pid, kill(pid, SIGKILL) == 0 else { return nil }
                return try await server.ended(job).text("status") == "completed" ? nil : job
            }
            let failed = try await server.ended(job)
            #expect(failed.text("status") == "failed", "\(failed.text)")
            let error = failed.object["error"] as? [String: any Sendable]
            #expect(error?["code"] as? String == "server.processDied")
            #expect(try await server.send(.POST, "/jobs/\(job)/retry").status == 202)
            let again = try await server.ended(job)
            #expect(again.text("status") == "completed", "\(again.text)")
            #expect(again.number("attempt") == 2)
            #expect(try await Self.count(path) == loaded)
        }
    }

    @Test("a job that is cancelled says how many rows are committed, and that is what the table has")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await RunningServer.with(in: folder) { server in
            let (job, loaded) = try await Self.inTime { number in
                let job = try await server.ingest(people(400_000, from: number * 400_000 + 1))
                let answer = try await server.send(.POST, "/jobs/\(job)/cancel")
                #expect([200, 202, 409].contains(answer.status), "\(answer.text)")
                return try await server.ended(job).text("status") == "completed" ? nil : job
            }
            let ended = try await server.ended(job)
            #expect(ended.text("status") == "cancelled", "\(ended.text)")
            let committed = (ended.object["rows"] as? [String: Int])?["committed"] ?? -1
            let stored = (try? await Self.count(path)) ?? 0
            #expect(committed == stored - (loaded - 400_000))
            #expect(try await server.send(.POST, "/jobs/\(job)/retry").status == 202)
            #expect(try await server.ended(job).text("status") == "completed")
            #expect(try await Self.count(path) == loaded)
        }
    }

    /// Tries with one job after another until something came in time, on a machine that may be busy with other tests.
    ///
    /// - Parameter attempt: gets the number of the try, from 0; `nil` says that the job was faster.
    /// - Returns: the job, and the rows of all jobs up to it.
    private static func inTime(_ attempt: (Int) async throws -> String?) async throws -> (String, rows: Int) {
        for number in 0..<20 {
            if let job = try await attempt(number) { return (job, (number + 1) * 400_000) }
        }
        throw CancellationError()
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
