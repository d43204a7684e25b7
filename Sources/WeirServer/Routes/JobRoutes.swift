internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The addresses of jobs.
struct JobRoutes: Sendable {
    let store: JobStore
    let intake: UploadIntake
    let scheduler: JobScheduler
    let bell: JobBell
    let outbox: WakeSignal
    let settings: ServerSettings

    /// How many issues come with a job.
    private static let firstIssues = 20

    func add(to router: RouterGroup<ServiceContext>) {
        router.post("jobs/ingest", use: ingest)
        router.get("jobs", use: list)
        router.get("jobs/:job_id", use: show)
        router.delete("jobs/:job_id", use: remove)
        router.get("jobs/:job_id/issues", use: issues)
        router.post("jobs/:job_id/cancel", use: cancel)
        router.post("jobs/:job_id/retry", use: retry)
        router.post("jobs/:job_id/replay", use: replay)
        router.get("jobs/:job_id/deliveries", use: deliveries)
    }

    /// The job that a request names, if the caller may see it.
    ///
    /// - Throws: `server.noJob`.
    func job(_ context: ServiceContext) async throws -> JobRecord {
        guard let job = try await store.job(context.jobID(), of: context.access.workspace) else {
            throw ServiceProblem.noJob
        }
        return job
    }

    @Sendable private func ingest(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.upload)
        let query = try QueryReader(request, known: ["pipeline", "file_name", "webhook"])
        let wishes = UploadIntake.Wishes(
            pipeline: try query.text("pipeline", most: 100), fileName: try query.text("file_name"),
            webhook: try query.text("webhook", most: 2000), key: try Self.key(of: request))
        let job = try await intake.take(request, wishes, for: context.access)
        scheduler.notify()
        return Self.ticket(job)
    }

    @Sendable private func replay(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.upload)
        let original = try await job(context)
        guard original.state == .completed else {
            throw ServiceProblem.wrongState(
                "The job is \(original.state.rawValue): corrected rejects are handed in when it is completed.")
        }
        let query = try QueryReader(request, known: ["file_name"])
        let wishes = UploadIntake.Wishes(
            fileName: try query.text("file_name"), replayOf: original, key: try Self.key(of: request))
        let job = try await intake.take(request, wishes, for: context.access)
        scheduler.notify()
        return Self.ticket(job)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        let query = try QueryReader(request, known: ["status", "limit", "cursor"])
        let state = try query.choice("status", of: JobState.self)
        let limit = try query.count("limit", usual: 20, most: 100)
        let before = try Cursor.entry(of: try query.text("cursor", most: 200))
        if let before, !Identifier.isValid(before) {
            throw ServiceProblem.badRequest("cursor is not one of this list.")
        }
        let jobs = try await store.jobs(of: context.access.workspace, state: state, before: before, limit: limit + 1)
        return .json(PageView("jobs", jobs, limit: limit, place: \.id, as: { JobView($0) }))
    }

    @Sendable private func show(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        _ = try QueryReader(request, known: [])
        return .json(try await view(of: job(context)))
    }

    @Sendable private func remove(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.upload)
        let id = try context.jobID()
        try await store.remove(id, of: context.access.workspace, by: context.access.actor)
        // What is left of a folder is removed at the next start.
        try? FileManager.default.removeItem(atPath: JobFolder(of: id, in: settings.dataFolder).path)
        return Response(status: .noContent)
    }

    @Sendable private func issues(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        let query = try QueryReader(request, known: ["issue_type", "field_name", "severity", "limit", "cursor"])
        let filter = IssueFilter(
            code: try query.text("issue_type", most: 100), field: try query.text("field_name"),
            severity: try query.choice("severity", of: Severity.self)?.rawValue)
        let limit = try query.count("limit", usual: 100, most: 1000)
        let cursor = try Cursor.entry(of: try query.text("cursor", most: 200))
        guard let after = cursor.map({ Int($0) }) ?? 0, after >= 0 else {
            throw ServiceProblem.badRequest("cursor is not one of this list.")
        }
        let issues = try await store.issues(of: job(context).id, filter, after: after, limit: limit + 1)
        return .json(PageView("issues", issues, limit: limit, place: { String($0.number) }, as: IssueView.init))
    }

    @Sendable private func cancel(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.upload)
        let job = try await store.cancel(
            context.jobID(), of: context.access.workspace, by: context.access.actor)
        scheduler.stop(job.id)
        bell.ring(job.id)
        outbox.notify()
        return .json(try await view(of: job), status: job.state == .cancelled ? .ok : .accepted)
    }

    @Sendable private func retry(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.upload)
        let job = try await store.retry(
            context.jobID(), of: context.access.workspace, by: context.access.actor, queueLimit: settings.queueLimit)
        scheduler.notify()
        bell.ring(job.id)
        return Self.ticket(job)
    }

    @Sendable private func deliveries(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        let deliveries = try await store.deliveries(about: job(context).id)
        return .json(["deliveries": deliveries.map(DeliveryView.init)])
    }

    private func view(of job: JobRecord) async throws -> JobView {
        JobView(job, issues: try await store.issues(of: job.id, after: 0, limit: Self.firstIssues))
    }

    private static func ticket(_ job: JobRecord) -> Response {
        var response = Response.json(Ticket(job_id: job.id, status: job.state), status: .accepted)
        response.headers[.location] = "/jobs/\(job.id)"
        response.headers[.retryAfter] = "1"
        return response
    }

    /// The key of a request: a text in quotes, as structured fields have it; without them it is taken as well.
    private static func key(of request: Request) throws(ServiceProblem) -> String? {
        guard let field = request.headers[.idempotencyKey] else { return nil }
        let isQuoted = field.count >= 2 && field.hasPrefix("\"") && field.hasSuffix("\"")
        let key = isQuoted ? String(field.dropFirst().dropLast()) : field
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw .badRequest("Idempotency-Key must have 1 to 255 printable ASCII characters.").closing
        }
        return key
    }

    private enum Severity: String, CaseIterable { case error, warning }

    private struct Ticket: Encodable {
        var job_id: String
        var status: JobState
    }
}
