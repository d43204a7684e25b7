import Foundation
import GRDB
import Logging
import NIOHTTP1
import Synchronization
import Testing
import WeirTestKit

@testable import WeirServer

@Suite("Jobs that ended long ago")
struct JobRetentionTests {
    private static let day = 86_400.0

    /// What removes jobs after 30 days, at a time that the test says.
    private static func retention(
        _ store: JobStore, _ path: String, metrics: ServiceMetrics = ServiceMetrics(),
        clock: JobRetention.Clock
    ) -> JobRetention {
        JobRetention(
            store: store, dataFolder: "\(path)/data", seconds: 30 * 86_400, metrics: metrics,
            logger: Logger(label: "test"), clock: clock)
    }

    private static func clock(in days: Double) -> JobRetention.Clock {
        JobRetention.Clock(
            now: { Timestamp.now.adding(seconds: days * day) }, sleep: { _ in throw CancellationError() })
    }

    private static func store(in folder: TemporaryFolder) throws -> JobStore {
        try FileManager.default.createDirectory(atPath: folder("data/jobs"), withIntermediateDirectories: true)
        return try JobStore(path: folder("data/weir.db"))
    }

    /// A job as the store gets it, with a folder and a file in it.
    private static func add(
        to store: JobStore, _ folder: TemporaryFolder, replayOf: String? = nil, webhook: String? = nil
    ) async throws -> String {
        let now = Timestamp.now
        let job = JobRecord(
            id: Identifier.new(at: now), workspace: "default", pipeline: "people", fileName: "people.csv",
            storedName: "input.csv", fileBytes: 3, digest: "", replayOf: replayOf, createdAt: now)
        let path = JobFolder(of: job.id, in: folder("data")).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data("id\n".utf8).write(to: URL(fileURLWithPath: "\(path)/input.csv"))
        return try await store.add(job, by: "test", key: nil, webhook: webhook, queueLimit: 100).id
    }

    /// Lets the job that waits begin and end.
    private static func end(in store: JobStore, as state: JobState) async throws {
        let job = try #require(try await store.takeNext(avoiding: [], running: [:]))
        let lease = try #require(job.lease)
        #expect(try await store.finish(job.id, lease: lease) { $0.state = state })
    }

    private static func folders(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/data/jobs").sorted()
    }

    @Test(
        "they go with their files when their time is over and not before, and the audit log keeps that they were there")
    func served() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest("id,name\n1,Ann\nx,Bob\n")
            _ = try await server.ended(job)
            let store = try JobStore(path: server.settings.storePath, isVisitor: true)
            let metrics = ServiceMetrics()
            try await Self.retention(store, path, metrics: metrics, clock: Self.clock(in: 29.9)).removeDue()
            #expect(try await server.send(.GET, "/jobs/\(job)").status == 200)
            #expect(try await server.send(.GET, "/jobs/\(job)/rejects").status == 200)
            try await Self.retention(store, path, metrics: metrics, clock: Self.clock(in: 30.1)).removeDue()
            for address in ["", "/issues", "/rejects", "/events"] {
                #expect(try await server.send(.GET, "/jobs/\(job)\(address)").status == 404)
            }
            #expect(try Self.folders(path).isEmpty)
            let audit = try await server.send(.GET, "/audit").text
            #expect(audit.contains("\"remove\"") && audit.contains("its time is over"), "\(audit)")
            #expect(metrics.text(jobs: [:], queueLimit: 1).contains("weir_jobs_expired_total 1\n"))
        }
    }

    @Test("jobs go whatever they ended as; those that wait or run never go", arguments: JobState.allCases)
    func states(state: JobState) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let store = try Self.store(in: folder)
        let job = try await Self.add(to: store, folder)
        switch state {
        case .pending: break
        case .running: _ = try await store.takeNext(avoiding: [], running: [:])
        case .cancelling:
            _ = try await store.takeNext(avoiding: [], running: [:])
            _ = try await store.cancel(job, of: "default", by: "test")
        case .completed, .failed, .cancelled: try await Self.end(in: store, as: state)
        }
        try await Self.retention(store, path, clock: Self.clock(in: 1000)).removeDue()
        #expect(try await store.job(job)?.state == (state.isFinal ? nil : state))
        #expect(try Self.folders(path) == (state.isFinal ? [] : [job]))
    }

    @Test("one that is tried again counts from its new end")
    func retried() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let store = try Self.store(in: folder)
        let job = try await Self.add(to: store, folder)
        try await Self.end(in: store, as: .failed)
        _ = try await store.retry(job, of: "default", by: "test", queueLimit: 10)
        try await Self.retention(store, path, clock: Self.clock(in: 1000)).removeDue()
        #expect(try await store.job(job)?.state == .pending)
    }

    @Test("one that somebody is still to be called about stays, until that is sent or wanted no more")
    func undelivered() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let store = try Self.store(in: folder)
        let book = WebhookBook(store: store, allowsPrivate: true)
        let retention = Self.retention(store, path, clock: Self.clock(in: 1000))
        let outcomes: [(String, WebhookSender.Outcome)] = [("sent", .delivered(status: 204)), ("gone", .gone)]
        for (name, outcome) in outcomes {
            let webhook = try await book.endpoint(for: "http://127.0.0.1:1/\(name)", of: "default")
            let job = try await Self.add(to: store, folder, webhook: webhook)
            try await Self.end(in: store, as: .completed)
            try await retention.removeDue()
            #expect(try await store.job(job) != nil)
            let waiting = try await store.deliveries(about: job)
            let message = try #require(waiting.first)
            try await store.note(.failed(status: 503, reason: "", retryAfter: nil), of: message)
            try await retention.removeDue()
            #expect(try await store.job(job) != nil)
            try await store.note(outcome, of: message)
            try await retention.removeDue()
            #expect(try await store.job(job) == nil)
            #expect(try await store.deliveries(about: job).isEmpty)
        }
    }

    @Test("one whose corrected rejects are being loaded stays until they are")
    func replayed() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let store = try Self.store(in: folder)
        let original = try await Self.add(to: store, folder)
        try await Self.end(in: store, as: .completed)
        let replay = try await Self.add(to: store, folder, replayOf: original)
        let retention = Self.retention(store, path, clock: Self.clock(in: 1000))
        try await retention.removeDue()
        #expect(try Self.folders(path) == [original, replay].sorted())
        try await Self.end(in: store, as: .completed)
        try await retention.removeDue()
        #expect(try Self.folders(path).isEmpty)
    }

    @Test("it looks each hour, and at a fraction of a short age")
    func periodic() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let store = try Self.store(in: folder)
        let job = try await Self.add(to: store, folder)
        try await Self.end(in: store, as: .completed)
        let passed = Mutex(0.0)
        let start = Timestamp.now
        let clock = JobRetention.Clock(
            now: { start.adding(seconds: passed.withLock { $0 }) },
            sleep: { seconds in
                passed.withLock { $0 += seconds }
                if try await store.job(job) == nil { throw CancellationError() }
            })
        try await Self.retention(store, path, clock: clock).run()
        let days = passed.withLock { $0 } / Self.day
        #expect((30...30.1).contains(days), "removed after \(days) days")
        #expect(
            JobRetention(
                store: store, dataFolder: "", seconds: 48, metrics: ServiceMetrics(), logger: Logger(label: "test")
            ).interval == 2)
    }

    @Test("a server removes at its start what came due while it was down")
    func restart() async throws {
        let folder = try TemporaryFolder()
        let job = try await RunningServer.with(in: folder) { server in
            let job = try await server.ingest(people(3))
            _ = try await server.ended(job)
            return job
        }
        let store = try JobStore(path: folder("data/weir.db"))
        try await store.database.write { database in
            try database.execute(
                sql: "UPDATE jobs SET completed_at = ?", arguments: [Timestamp.now.adding(seconds: -Self.day - 1)])
        }
        let change: (inout ServerSettings) -> Void = { $0.keptJobSeconds = 86_400 }
        try await RunningServer.with(in: folder, change) { server in
            while try await server.send(.GET, "/jobs/\(job)").status == 200 {}
            #expect(try await server.send(.GET, "/metrics").text.contains("weir_jobs_expired_total 1\n"))
        }
    }
}
