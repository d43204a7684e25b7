internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Removes jobs that ended long ago, as a client removes one: with their file, their issues and their rejects.
///
/// A job stays while a message about it is still to be sent, and while corrected rejects of it are being loaded. What it
/// has to know is in the store, so that a server which was down for a while removes at its start what came due meanwhile.
struct JobRetention: Service {
    /// What time it is, and how it passes.
    struct Clock: Sendable {
        var now: @Sendable () -> Timestamp
        /// Waits so many seconds; throws when the task is cancelled.
        var sleep: @Sendable (Double) async throws -> Void

        /// The clock of the system.
        static let system = Clock(now: { .now }, sleep: { try await Task.sleep(for: .seconds($0)) })
    }

    let store: JobStore
    let dataFolder: String
    /// How long a job is kept behind its end, in seconds.
    let seconds: Int
    let metrics: ServiceMetrics
    let logger: Logger
    var clock = Clock.system

    /// How often it looks, in seconds: each hour, or oftener if jobs are not kept for a day.
    var interval: Double { min(max(Double(seconds) / 24, 1), 3600) }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await removeDue()
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("old jobs could not be removed", metadata: ["error": "\(error)"])
                }
                guard (try? await clock.sleep(interval)) != nil else { return }
            }
        }
    }

    /// Removes every job whose time is over.
    func removeDue() async throws {
        let now = clock.now()
        let limit = now.adding(seconds: -Double(seconds))
        while let job = try await store.removeOldest(endedBefore: limit, at: now) {
            try? FileManager.default.removeItem(atPath: JobFolder(of: job.id, in: dataFolder).path)
            metrics.jobExpired()
            logger.info(
                "an old job was removed",
                metadata: ["job": "\(job.id)", "ended": "\(job.completedAt?.text ?? "")"])
        }
        try await store.removeDeliveries(madeBefore: limit)
    }
}
