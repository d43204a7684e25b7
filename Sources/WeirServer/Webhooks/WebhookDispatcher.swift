internal import Logging
internal import ServiceLifecycle

/// Empties the outbox: calls whoever is due, notes what came of it, and sleeps until the next is due.
///
/// It may call twice when the server goes in between; the name of the message is the same, so that the receiver can tell.
struct WebhookDispatcher: Service {
    let store: JobStore
    let book: WebhookBook
    let sender: WebhookSender
    let metrics: ServiceMetrics
    let news: WakeSignal
    let logger: Logger

    /// The most calls at once.
    private static let atOnce = 16

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let (due, next) = try await store.dueDeliveries(limit: Self.atOnce)
                    if due.isEmpty {
                        let pause = next.map { max($0.seconds(since: .now), 0.01) } ?? 60
                        await news.wait(atMost: .seconds(min(pause, 60)))
                        continue
                    }
                    await withDiscardingTaskGroup { group in
                        for (delivery, endpoint) in due {
                            group.addTask { await call(delivery, endpoint) }
                        }
                    }
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("the outbox cannot be read", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(5))
                }
            }
        }
    }

    private func call(_ delivery: Delivery, _ endpoint: WebhookBook.Endpoint) async {
        let isTrusted = book.isTrusted(endpoint)
        let outcome: WebhookSender.Outcome
        if let url = try? WebhookURL(endpoint.url, isTrusted: isTrusted), let secret = WebhookSecret(endpoint.secret) {
            outcome = await sender.send(delivery.body, id: delivery.id, to: url, secret: secret, isTrusted: isTrusted)
        } else {
            outcome = .failed(status: nil, reason: "its address or its secret cannot be used", retryAfter: nil)
        }
        let word =
            switch outcome {
            case .delivered: "delivered"
            case .gone: "gone"
            case .failed: "failed"
            }
        metrics.delivered(word)
        logger.info(
            "webhook called",
            metadata: ["delivery": "\(delivery.id)", "outcome": "\(word)", "attempt": "\(delivery.attempts + 1)"])
        do {
            try await store.note(outcome, of: delivery)
        } catch {
            logger.error(
                "a delivery could not be noted", metadata: ["delivery": "\(delivery.id)", "error": "\(error)"])
        }
    }
}
