internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// Who is called when jobs end, and the audit log.
struct WebhookRoutes: Sendable {
    let store: JobStore
    let book: WebhookBook
    let outbox: WakeSignal

    func add(to router: RouterGroup<ServiceContext>) {
        router.get("webhooks", use: list)
        router.post("webhooks", use: add)
        router.delete("webhooks/:webhook_id", use: remove)
        router.post("webhooks/:webhook_id/test", use: test)
        router.post("deliveries/:delivery_id/redeliver", use: redeliver)
        router.get("audit", use: audit)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.admin)
        return .json(["webhooks": try await book.all(of: context.access.workspace).map(View.init)])
    }

    private struct Wanted: Decodable { var url: String }

    @Sendable private func add(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.admin)
        let type = HeaderParameters(request.headers[.contentType] ?? "").value.lowercased()
        guard type == "application/json" else {
            throw ServiceProblem(
                "server.unsupportedBody", .unsupportedMediaType, "The body must be JSON.",
                hint: "Send it with Content-Type: application/json"
            ).closing
        }
        let body: Data
        do {
            let buffer = try await request.body.collect(upTo: 16 << 10)
            body = Data(buffer.readableBytesView)
        } catch {
            throw ServiceProblem(
                "server.tooLarge", .contentTooLarge, "The body is longer than it may be.",
                detail: "It may have 16384 bytes."
            ).closing
        }
        guard let object = try? JSONDecoder().decode([String: JSONObject.Value].self, from: body), object.count == 1,
            case .text(let url)? = object["url"]
        else { throw ServiceProblem.badRequest("The body must be an object with the one member url.") }
        let endpoint = try await book.add(url, of: context.access.workspace, by: context.access.actor)
        return .json(View(endpoint), status: .created)
    }

    @Sendable private func remove(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.admin)
        try await book.remove(id(context), of: context.access.workspace, by: context.access.actor)
        return Response(status: .noContent)
    }

    @Sendable private func test(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.admin)
        let delivery = try await store.enqueueTest(of: id(context), workspace: context.access.workspace)
        outbox.notify()
        return .json(DeliveryView(delivery), status: .accepted)
    }

    @Sendable private func redeliver(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.admin)
        guard let id = context.parameters.get("delivery_id"), id.hasPrefix("msg_"), Identifier.isValid(id.dropFirst(4))
        else { throw ServiceProblem.noDelivery }
        let delivery = try await store.redeliver(id, of: context.access.workspace, by: context.access.actor)
        outbox.notify()
        return .json(DeliveryView(delivery), status: .accepted)
    }

    @Sendable private func audit(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.admin)
        let query = try QueryReader(request, known: ["limit", "cursor"])
        let limit = try query.count("limit", usual: 100, most: 1000)
        let cursor = try Cursor.entry(of: try query.text("cursor", most: 200))
        let before = cursor.flatMap { Int($0) }
        if cursor != nil, before == nil { throw ServiceProblem.badRequest("cursor is not one of this list.") }
        let records = try await store.audit(of: context.access.workspace, before: before, limit: limit + 1)
        return .json(
            PageView("records", records, limit: limit, place: { String($0.number) }, as: { AuditView(record: $0) }))
    }

    private func id(_ context: ServiceContext) throws(ServiceProblem) -> String {
        guard let id = context.parameters.get("webhook_id"), Identifier.isValid(id) else { throw .noWebhook }
        return id
    }

    private struct View: Encodable {
        private let endpoint: WebhookBook.Endpoint

        init(_ endpoint: WebhookBook.Endpoint) { self.endpoint = endpoint }

        private enum Key: String, CodingKey { case webhook_id, url, secret, disabled_at, disabled_reason }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(endpoint.id, forKey: .webhook_id)
            try container.encode(endpoint.url, forKey: .url)
            try container.encode(endpoint.secret, forKey: .secret)
            try container.encode(endpoint.disabledAt, forKey: .disabled_at)
            try container.encode(endpoint.disabledReason, forKey: .disabled_reason)
        }
    }

    private struct AuditView: Encodable {
        var record: AuditRecord

        private enum Key: String, CodingKey { case at, actor, action, job_id, detail }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(record.at, forKey: .at)
            try container.encode(record.actor, forKey: .actor)
            try container.encode(record.action, forKey: .action)
            try container.encode(record.job, forKey: .job_id)
            try container.encode(record.detail, forKey: .detail)
        }
    }
}
