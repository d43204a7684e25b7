internal import Dispatch

/// Runs the tasks that prefer it on a thread of their own, one after another.
///
/// The shared pool has as many threads as the machine has cores; a stage that blocks (reads a file, waits for a
/// database) would take one away from the stages that compute.
final class ThreadExecutor: TaskExecutor {
    private let queue: DispatchQueue

    init(name: String) {
        queue = DispatchQueue(label: "weir.\(name)")
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
