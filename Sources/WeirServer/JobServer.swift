internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle
public import Weir
internal import WeirModel
internal import WeirRemote

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The job service: files come in over HTTP, each becomes a job, and each job is a run in a process of its own.
///
/// It is a `Service`: put it into a `ServiceGroup`, which also brings the signals. What it acknowledges is on the disk, and
/// what it was doing when it was killed goes on at its next start.
public struct JobServer: Service {
    private let settings: ServerSettings
    private let logger: Logger
    private let store: JobStore
    private let scheduler: JobScheduler
    private let dispatcher: WebhookDispatcher
    private let retention: JobRetention?
    private let book: WebhookBook
    private let responder: RouterResponder<ServiceContext>
    private let onListening: @Sendable (Int) async -> Void

    /// Opens the store and prepares everything; nothing listens yet.
    ///
    /// - Parameters:
    ///   - version: of the program.
    ///   - kernel: whether the structural scan works.
    ///   - onListening: called with the port when requests can come.
    /// - Throws: `server.storeUnusable`, `server.badSettings`.
    public init(
        _ settings: ServerSettings, version: String, kernel: KernelHealth, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        self.settings = settings
        self.logger = logger
        self.onListening = onListening
        try Self.makeFolders(settings)
        let store = try JobStore(path: settings.storePath)
        self.store = store
        let metrics = ServiceMetrics()
        let catalog = PipelineCatalog(folder: settings.pipelinesFolder)
        let bell = JobBell()
        let outbox = WakeSignal()
        book = WebhookBook(store: store, allowsPrivate: settings.allowsPrivateWebhooks)
        let runner = JobRunner(
            store: store, catalog: catalog, bell: bell, outbox: outbox, settings: settings, metrics: metrics,
            logger: logger)
        scheduler = JobScheduler(
            store: store, runner: runner, bell: bell, limit: settings.concurrentJobs, logger: logger)
        dispatcher = WebhookDispatcher(
            store: store, book: book, sender: WebhookSender(), metrics: metrics, news: outbox, logger: logger)
        retention = settings.keptJobSeconds.map { seconds in
            JobRetention(
                store: store, dataFolder: settings.dataFolder, seconds: seconds, metrics: metrics, logger: logger)
        }
        for (name, problem) in catalog.problems().sorted(by: { $0.key < $1.key }) {
            logger.warning("a pipeline cannot be used", metadata: ["pipeline": "\(name)", "problem": "\(problem)"])
        }

        let intake = UploadIntake(
            store: store, catalog: catalog, settings: settings, metrics: metrics, webhooks: book,
            slots: UploadSlots(limit: settings.concurrentUploads))
        let jobs = JobRoutes(
            store: store, intake: intake, scheduler: scheduler, bell: bell, outbox: outbox, settings: settings)
        let server = ServerRoutes(
            store: store, metrics: metrics, settings: settings, version: version, kernel: kernel)
        let router = Router(context: ServiceContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware { ProblemMiddleware(metrics: metrics) }
        server.addOpen(to: router)
        let closed = router.group().addMiddleware { AccessMiddleware(store: store) }
        jobs.add(to: closed)
        EventRoutes(store: store, bell: bell, jobs: jobs).add(to: closed)
        RejectRoutes(jobs: jobs, catalog: catalog, settings: settings, logger: logger).add(to: closed)
        PipelineRoutes(catalog: catalog).add(to: closed)
        WebhookRoutes(store: store, book: book, outbox: outbox).add(to: closed)
        server.add(to: closed)
        responder = router.buildResponder()
    }

    /// Serves until it is asked to stop; then jobs commit what has come, and go on at the next start.
    ///
    /// - Throws: `server.cannotListen`.
    public func run() async throws {
        do {
            try await book.setOperators(settings.webhooks, secret: settings.webhookSecret)
        } catch let problem as ServiceProblem {
            throw WeirError(.serverBadSettings, "a webhook cannot be called: \(problem.detail ?? problem.title)")
        }
        try await sweep()
        let hasTokens = try await store.hasTokens()
        guard hasTokens || Self.isLoopback(settings.host) else {
            throw WeirError(
                .serverBadSettings,
                "without a token the server listens on this machine only, and not at \(settings.host)",
                hint: "make a token first: weir token create --workspace NAME --data \(settings.dataFolder)")
        }
        if !hasTokens {
            logger.notice("there is no token: whoever reaches this port of this machine may do everything")
        }
        var services: [any Service] = [application(), scheduler, dispatcher]
        if let retention { services.append(retention) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services {
                group.addTask {
                    do {
                        try await service.run()
                    } catch let error as IOError
                        where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES
                        || error.errnoCode == EADDRNOTAVAIL
                    {
                        throw WeirError(
                            .serverCannotListen, "the server cannot listen at \(settings.host), port \(settings.port)",
                            hint: "is another program there? --port names another port", cause: error)
                    }
                }
            }
            // None of them ends by itself: one that does takes the others with it.
            try await group.next()
            if !Task.isShuttingDownGracefully { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    /// What answers requests.
    func application() -> Application<RouterResponder<ServiceContext>> {
        let patience = TimeAmount.seconds(Int64(settings.idleSeconds))
        let limit = settings.bodyLimit
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(bodyLimit: limit, patience: patience)], idleTimeout: patience,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        return Application(
            responder: responder, server: .http1(configuration: channel),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.connections)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? settings.port) },
            logger: logger)
    }

    /// Removes what uploads have left that came to no job.
    private func sweep() async throws {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: "\(settings.dataFolder)/uploads")) ?? [] {
            try? files.removeItem(atPath: "\(settings.dataFolder)/uploads/\(name)")
        }
        for name in (try? files.contentsOfDirectory(atPath: "\(settings.dataFolder)/jobs")) ?? []
        where Identifier.isValid(name) {
            if try await store.job(name) == nil { try? files.removeItem(atPath: "\(settings.dataFolder)/jobs/\(name)") }
        }
    }

    private static func makeFolders(_ settings: ServerSettings) throws(WeirError) {
        do {
            for folder in ["", "/uploads", "/jobs"] {
                try FileManager.default.createDirectory(
                    atPath: settings.dataFolder + folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw WeirError(
                .serverStoreUnusable, "the folder \(settings.dataFolder) cannot be made",
                hint: "name a folder by --data that this user may write to")
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: settings.pipelinesFolder, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            throw WeirError(
                .serverBadSettings, "there is no folder \(settings.pipelinesFolder)",
                hint: "name the folder with the pipeline files by --pipelines")
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        guard let address = NetworkAddress(host) else { return false }
        return address.bytes.count == 4 && address.bytes[0] == 127
    }
}
