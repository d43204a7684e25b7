internal import Logging
internal import ServiceLifecycle
internal import Weir
internal import WeirModel

/// Lets jobs begin: a limited number at once, one for each pipeline's target, fair between workspaces.
///
/// It keeps nothing that the store does not have, but the processes that are running.
final class JobScheduler: Service {
    private let store: JobStore
    private let runner: JobRunner
    private let bell: JobBell
    private let limit: Int
    private let logger: Logger
    private let running = RunningJobs()
    private let news = WakeSignal()

    init(store: JobStore, runner: JobRunner, bell: JobBell, limit: Int, logger: Logger) {
        self.store = store
        self.runner = runner
        self.bell = bell
        self.limit = limit
        self.logger = logger
    }

    /// A job waits.
    func notify() { news.notify() }

    /// Asks the process of a job to stop.
    func stop(_ job: String) { running.stop(job) }

    /// Runs jobs until the server is asked to stop; then those that run commit what has come and go on at the next start.
    func run() async throws {
        let cancelling = try await store.recover()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for job in cancelling { group.addTask { await self.settle(job) } }
                while !running.isStopping, !Task.isCancelled {
                    while let (job, lease) = await next() {
                        group.addTask { await self.attempt(job, lease: lease) }
                    }
                    if running.hasBlocked { await news.wait(atMost: .seconds(1)) } else { await news.wait() }
                }
            }
        } onGracefulShutdown: {
            self.running.stopAll()
            self.news.notify()
        }
    }

    private func next() async -> (JobRecord, String)? {
        guard !running.isStopping, running.count < limit else { return nil }
        let load = running.load()
        do {
            let job = try await store.takeNext(avoiding: load.busy, running: load.byWorkspace)
            guard let job, let lease = job.lease else { return nil }
            running.add(job)
            bell.ring(job.id)
            return (job, lease)
        } catch {
            logger.error("no job can be taken from the store", metadata: ["error": "\(error)"])
            return nil
        }
    }

    private func attempt(_ job: JobRecord, lease: String) async {
        do {
            let process = try runner.process(for: job)
            running.set(process, of: job.id)
            // A cancellation may have come while there was no process yet.
            if try await store.job(job.id)?.state == .cancelling { process.stop() }
            switch try await runner.run(job, lease: lease, by: process, isStopping: { self.running.isStopping }) {
            case .over: break
            case .targetIsBusy:
                running.block(job.pipeline)
                try await store.putBack(job.id, lease: lease)
            case .interrupted: try await store.putBack(job.id, lease: lease)
            }
        } catch {
            logger.error("a job could not be run", metadata: ["job": "\(job.id)", "error": "\(error)"])
            let failure = JobFailure(
                code: ErrorCode.serverBadPipeline.rawValue, message: "The pipeline cannot be used at present.",
                hint: "The operator of the server has to mend it; then the job can be tried again.")
            _ = try? await store.finish(job.id, lease: lease) { job in
                job.state = job.state == .cancelling ? .cancelled : .failed
                job.failure = job.state == .failed ? failure : nil
            }
        }
        running.remove(job.id)
        bell.ring(job.id)
        runner.outbox.notify()
        news.notify()
    }

    /// Ends a job that was to be cancelled when the server before this one went: its process has ended by itself, and the
    /// target knows what it has committed.
    private func settle(_ job: JobRecord) async {
        do {
            let committed = try await runner.committedRows(of: job)
            try await store.settle(job.id, committed: committed)
        } catch {
            logger.error("a job could not be settled", metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
        bell.ring(job.id)
    }
}
