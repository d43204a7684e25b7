internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// The events of a job, as a stream of `text/event-stream`.
///
/// Each has its number as its id, so that a listener which was cut off goes on behind the last one it has. The stream ends
/// when the job has come to its last state.
struct EventRoutes: Sendable {
    let store: JobStore
    let bell: JobBell
    let jobs: JobRoutes

    /// How often something is said when there is nothing to say, so that nobody takes the line for dead.
    private static let silence = Duration.seconds(15)

    func add(to router: RouterGroup<ServiceContext>) { router.get("jobs/:job_id/events", use: listen) }

    @Sendable private func listen(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        let job = try await jobs.job(context)
        var last = 0
        if let field = request.headers[.lastEventID] {
            guard let number = Int(field), number >= 0 else {
                throw ServiceProblem.badRequest("Last-Event-ID must be the id of an event.")
            }
            last = number
        }
        let start = last
        let body = ResponseBody { writer in
            let listener = bell.listen(to: job.id)
            defer { bell.forget(listener) }
            try await Self.write(job.id, after: start, store, listener.signal, to: &writer)
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }

    @concurrent private static func write(
        _ job: String, after start: Int, _ store: JobStore, _ signal: WakeSignal,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        var last = start
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let events = try await store.events(of: job, after: last)
            for event in events {
                last = event.number
                let text = "id: \(event.number)\nevent: \(event.kind.rawValue)\ndata: \(event.record)\n\n"
                try await writer.write(ByteBuffer(string: text))
            }
            if !events.isEmpty { continue }
            guard let state = try await store.job(job)?.state, !state.isFinal else { return }
            await signal.wait(atMost: silence)
            // A client that has gone is noticed when something is written.
            try await writer.write(ByteBuffer(string: ": \n\n"))
        }
    }
}
