internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Weir

/// What the server says of itself: its health, its figures, its description, its page.
struct ServerRoutes: Sendable {
    let store: JobStore
    let metrics: ServiceMetrics
    let settings: ServerSettings
    let version: String
    let kernel: KernelHealth

    /// What anybody may see.
    func addOpen(to router: Router<ServiceContext>) {
        router.get("health", use: health)
        router.get("openapi.json") { _, _ in Response.text(PackageResources.openapi_json, "application/json") }
        router.get("problems/:code", use: problem)
        for file in PageFile.all {
            router.get(RouterPath(file.path)) { _, _ in file.response }
        }
    }

    /// What needs a token where there are tokens.
    func add(to router: RouterGroup<ServiceContext>) { router.get("metrics", use: figures) }

    private struct Health: Encodable {
        struct Disk: Encodable { var free_bytes: Int }
        struct Queue: Encodable {
            var pending: Int
            var running: Int
            var limit: Int
        }
        var status: String
        var version: String
        var kernel: String
        var store: String
        var disk: Disk
        var queue: Queue
    }

    /// Below so many free bytes no large file can be taken in.
    private static let scarceBytes = 1 << 30

    @Sendable private func health(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let counts = try? await store.countsByState()
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: settings.dataFolder)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        let isDegraded = kernel.state == .unavailable || free < Self.scarceBytes
        let health = Health(
            status: counts == nil ? "unavailable" : isDegraded ? "degraded" : "ok", version: version,
            kernel: kernel.state.rawValue, store: counts == nil ? "failing" : "ok", disk: .init(free_bytes: free),
            queue: .init(
                pending: counts?[.pending] ?? 0, running: (counts?[.running] ?? 0) + (counts?[.cancelling] ?? 0),
                limit: settings.queueLimit))
        return .json(health, status: counts == nil ? .serviceUnavailable : .ok)
    }

    @Sendable private func figures(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try context.require(.read)
        let text = metrics.text(jobs: try await store.countsByState(), queueLimit: settings.queueLimit)
        return .text(text.utf8, "text/plain; version=0.0.4; charset=utf-8")
    }

    /// What a code means, at the address that a problem has as its type.
    @Sendable private func problem(_ request: Request, _ context: ServiceContext) async throws -> Response {
        guard let text = ProblemCatalog.explanation(of: context.parameters.get("code") ?? "") else {
            throw ServiceProblem.noRoute
        }
        return .text((text + "\n").utf8, "text/plain; charset=utf-8")
    }
}
