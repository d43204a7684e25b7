internal import Synchronization

/// Wakes the one task that waits for it; news that comes while nobody waits is kept.
final class WakeSignal: Sendable {
    private struct State {
        var hasNews = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// There is news.
    func notify() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.hasNews = waiter == nil
            return waiter
        }
        waiter?.resume()
    }

    /// Waits for news; ends early when the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.hasNews || Task.isCancelled {
                        state.hasNews = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            notify()
        }
    }

    /// Waits for news, at most so long.
    func wait(atMost limit: Duration) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                // Cancelled, it must not leave news that there is not.
                if (try? await Task.sleep(for: limit)) != nil { self.notify() }
            }
            await wait()
            group.cancelAll()
        }
    }
}
