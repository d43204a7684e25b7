internal import Synchronization

/// The jobs that this server has processes for, and the targets that they keep from others.
final class RunningJobs: Sendable {
    private struct Job {
        var workspace: String
        var pipeline: String
        var process: JobProcess?
    }

    private struct State {
        var jobs: [String: Job] = [:]
        var blocked: [String: ContinuousClock.Instant] = [:]
        var isStopping = false
    }

    private let state = Mutex(State())

    /// How many there are.
    var count: Int { state.withLock { $0.jobs.count } }

    /// Whether the server is stopping, so that no further job begins.
    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Whether a target is left alone for a moment.
    var hasBlocked: Bool { state.withLock { !$0.blocked.isEmpty } }

    /// The pipelines whose target is being written, and how many jobs each workspace has here.
    func load() -> (busy: Set<String>, byWorkspace: [String: Int]) {
        state.withLock { state in
            let now = ContinuousClock.now
            state.blocked = state.blocked.filter { $0.value > now }
            let busy = Set(state.jobs.values.map(\.pipeline)).union(state.blocked.keys)
            return (busy, Dictionary(state.jobs.values.map { ($0.workspace, 1) }, uniquingKeysWith: +))
        }
    }

    /// A job begins.
    func add(_ job: JobRecord) {
        state.withLock { $0.jobs[job.id] = Job(workspace: job.workspace, pipeline: job.pipeline) }
    }

    /// Its process is known; it is asked to stop at once if the server is stopping.
    func set(_ process: JobProcess, of job: String) {
        let isStopping = state.withLock { state in
            state.jobs[job]?.process = process
            return state.isStopping
        }
        if isStopping { process.stop() }
    }

    /// A job has ended.
    func remove(_ job: String) { state.withLock { $0.jobs[job] = nil } }

    /// Leaves a target alone for a second, because somebody else writes to it.
    func block(_ pipeline: String) { state.withLock { $0.blocked[pipeline] = .now + .seconds(1) } }

    /// Asks the process of a job to stop.
    func stop(_ job: String) { state.withLock { $0.jobs[job]?.process }?.stop() }

    /// Asks all processes to stop, and lets no job begin any more.
    func stopAll() {
        let processes = state.withLock { state in
            state.isStopping = true
            return state.jobs.values.compactMap(\.process)
        }
        for process in processes { process.stop() }
    }
}
