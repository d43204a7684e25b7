internal import GRDB

/// How jobs come to be, change and are found. Every look-up from outside is bound to a workspace.
extension JobStore {
    /// Stores a new job, its first event and who is called when it ends.
    ///
    /// - Parameters:
    ///   - key: a key that the caller has given to the request, so that it can be sent again.
    ///   - webhook: someone who is called besides those of the workspace.
    ///   - queueLimit: the most jobs that may wait.
    /// - Returns: the job; the one that is there already if the same request came before under the same key.
    /// - Throws: `server.queueFull`, `server.keyReused`.
    func add(_ job: JobRecord, by actor: String, key: String?, webhook: String?, queueLimit: Int) async throws
        -> JobRecord
    {
        try await database.write { database in
            if let key, let earlier = try Self.job(of: key, for: job, in: database) { return earlier }
            try Self.checkQueue(queueLimit, in: database)
            try job.insert(database)
            if let key {
                try database.execute(
                    sql: "INSERT INTO idempotency (workspace, key, request, job, made_at) VALUES (?, ?, ?, ?, ?)",
                    arguments: [job.workspace, key, job.request, job.id, job.createdAt])
            }
            if let webhook {
                try database.execute(
                    sql: "INSERT INTO job_webhooks (job, webhook) VALUES (?, ?)", arguments: [job.id, webhook])
            }
            try Self.note(
                job.createdAt, job.workspace, actor, job.replayOf == nil ? "ingest" : "replay", job.id,
                "\(job.pipeline), \(job.fileBytes) bytes", in: database)
            try Self.appendEvent(of: job, kind: .state, in: database)
            return job
        }
    }

    /// How long the key of a request is remembered, in seconds.
    static var keyLifetime: Double { 24 * 3600 }

    private static func job(of key: String, for job: JobRecord, in database: Database) throws -> JobRecord? {
        try database.execute(
            sql: "DELETE FROM idempotency WHERE made_at < ?",
            arguments: [job.createdAt.adding(seconds: -keyLifetime)])
        let row = try Row.fetchOne(
            database, sql: "SELECT request, job FROM idempotency WHERE workspace = ? AND key = ?",
            arguments: [job.workspace, key])
        guard let row else { return nil }
        guard row["request"] as String == job.request else { throw ServiceProblem.keyReused }
        return try JobRecord.fetchOne(database, key: row["job"] as String)
    }

    /// A job of a workspace.
    func job(_ id: String, of workspace: String) async throws -> JobRecord? {
        try await database.read { database in
            try JobRecord.fetchOne(
                database, sql: "SELECT * FROM jobs WHERE id = ? AND workspace = ?", arguments: [id, workspace])
        }
    }

    /// A job, for the service itself.
    func job(_ id: String) async throws -> JobRecord? {
        try await database.read { try JobRecord.fetchOne($0, key: id) }
    }

    /// The jobs of a workspace, the newest first.
    ///
    /// - Parameters:
    ///   - state: only those in this state.
    ///   - before: only those older than this job.
    func jobs(of workspace: String, state: JobState?, before: String?, limit: Int) async throws -> [JobRecord] {
        try await database.read { database in
            try JobRecord.fetchAll(
                database,
                sql: """
                    SELECT * FROM jobs WHERE workspace = ? AND (? IS NULL OR state = ?) AND (? IS NULL OR id < ?)
                    ORDER BY id DESC LIMIT ?
                    """,
                arguments: [workspace, state?.rawValue, state?.rawValue, before, before, limit])
        }
    }

    /// How many jobs are in each state.
    func countsByState() async throws -> [JobState: Int] {
        try await database.read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT state, count(*) AS jobs FROM jobs GROUP BY state")
            return Dictionary(
                rows.compactMap { row in JobState(rawValue: row["state"]).map { ($0, row["jobs"]) } }
            ) { first, _ in first }
        }
    }

    /// The bytes of the files of a workspace that are kept.
    func storedBytes(of workspace: String) async throws -> Int {
        try await database.read { database in
            try Int.fetchOne(
                database, sql: "SELECT coalesce(sum(file_bytes), 0) FROM jobs WHERE workspace = ?",
                arguments: [workspace]) ?? 0
        }
    }

    /// Jobs that nobody works on any more, because the server that did has gone: they wait their turn again.
    ///
    /// - Returns: those that were to be cancelled, which have to be told what is committed.
    func recover() async throws -> [JobRecord] {
        try await database.write { database in
            let left = try JobRecord.fetchAll(
                database, sql: "SELECT * FROM jobs WHERE state IN ('running', 'cancelling')")
            for var job in left {
                job.lease = nil
                if job.state == .running { job.state = .pending }
                try job.update(database)
                try Self.appendEvent(of: job, kind: .state, in: database)
            }
            return left.filter { $0.state == .cancelling }
        }
    }

    /// The next job that may begin, as `running` under a new lease.
    ///
    /// The workspace with the fewest running jobs comes first, then the one that has waited longest.
    ///
    /// - Parameter busy: the pipelines whose target is being written.
    func takeNext(avoiding busy: Set<String>, running: [String: Int]) async throws -> JobRecord? {
        try await database.write { database in
            let waiting = try Row.fetchAll(
                database,
                sql: """
                    SELECT workspace, pipeline, min(id) AS id FROM jobs WHERE state = 'pending'
                    GROUP BY workspace, pipeline
                    """)
            let next =
                waiting
                .filter { !busy.contains($0["pipeline"]) }
                .min { left, right in
                    let (first, second) = (running[left["workspace"]] ?? 0, running[right["workspace"]] ?? 0)
                    return (first, left["id"] as String) < (second, right["id"] as String)
                }
            guard let next, var job = try JobRecord.fetchOne(database, key: next["id"] as String) else { return nil }
            let now = Timestamp.now
            job.state = .running
            job.attempt += 1
            job.lease = Identifier.new(at: now)
            job.startedAt = job.startedAt ?? now
            job.failure = nil
            try job.update(database)
            try database.execute(sql: "DELETE FROM issues WHERE job = ?", arguments: [job.id])
            try Self.appendEvent(of: job, kind: .state, in: database)
            return job
        }
    }

    /// Stores how far a job is.
    ///
    /// - Returns: the job as it stands now; `nil` if the lease is not the current one, so that the caller has to stop.
    @discardableResult
    func progress(_ id: String, lease: String, _ change: @Sendable @escaping (inout JobRecord) -> Void) async throws
        -> JobRecord?
    {
        try await database.write { database in
            guard var job = try Self.held(id, by: lease, in: database) else { return nil }
            change(&job)
            try job.update(database)
            try Self.appendEvent(of: job, kind: .progress, in: database)
            return job
        }
    }

    /// Ends the work on a job: its last state, who is to be called, and the record of the audit log, in one transaction.
    ///
    /// - Parameter change: sets the last state and everything that is known of the job.
    /// - Returns: whether the lease was the current one.
    @discardableResult
    func finish(_ id: String, lease: String, _ change: @Sendable @escaping (inout JobRecord) -> Void) async throws
        -> Bool
    {
        try await database.write { database in
            guard var job = try Self.held(id, by: lease, in: database) else { return false }
            change(&job)
            job.lease = nil
            try Self.end(&job, by: "server", in: database)
            return true
        }
    }

    /// Ends a job that was to be cancelled, and that no process works on any more.
    ///
    /// - Parameter committed: the rows that the target has of it, if it remembers them.
    func settle(_ id: String, committed: Int?) async throws {
        try await database.write { database in
            guard var job = try JobRecord.fetchOne(database, key: id), job.state == .cancelling else { return }
            job.state = .cancelled
            job.lease = nil
            if let committed { job.rows.committed = committed }
            try Self.end(&job, by: "server", in: database)
        }
    }

    /// Lets a job wait again that could not begin.
    func putBack(_ id: String, lease: String) async throws {
        try await database.write { database in
            guard var job = try Self.held(id, by: lease, in: database) else { return }
            job.lease = nil
            job.attempt -= 1
            if job.state == .cancelling {
                job.state = .cancelled
                try Self.end(&job, by: "server", in: database)
                return
            }
            job.state = .pending
            try job.update(database)
            try Self.appendEvent(of: job, kind: .state, in: database)
        }
    }

    /// Asks for the end of a job: at once if it waits, else when its process has stopped.
    ///
    /// - Throws: `server.noJob`, `server.wrongState`.
    func cancel(_ id: String, of workspace: String, by actor: String) async throws -> JobRecord {
        try await database.write { database in
            var job = try Self.found(id, of: workspace, in: database)
            switch job.state {
            case .pending:
                job.state = .cancelled
                try Self.end(&job, by: actor, in: database)
            case .running:
                job.state = .cancelling
                try job.update(database)
                try Self.note(.now, workspace, actor, "cancel", id, nil, in: database)
                try Self.appendEvent(of: job, kind: .state, in: database)
            case .cancelling: break
            case .completed, .failed, .cancelled:
                throw ServiceProblem.wrongState("The job is \(job.state.rawValue): there is nothing to cancel.")
            }
            return job
        }
    }

    /// Lets a job that failed or was cancelled wait its turn again.
    ///
    /// - Throws: `server.noJob`, `server.wrongState`, `server.queueFull`.
    func retry(_ id: String, of workspace: String, by actor: String, queueLimit: Int) async throws -> JobRecord {
        try await database.write { database in
            var job = try Self.found(id, of: workspace, in: database)
            guard job.state == .failed || job.state == .cancelled else {
                throw ServiceProblem.wrongState(
                    "The job is \(job.state.rawValue): only one that failed or was cancelled can be tried again.")
            }
            try Self.checkQueue(queueLimit, in: database)
            job.state = .pending
            job.completedAt = nil
            job.failure = nil
            try job.update(database)
            try Self.note(.now, workspace, actor, "retry", id, nil, in: database)
            try Self.appendEvent(of: job, kind: .state, in: database)
            return job
        }
    }

    private static func checkQueue(_ limit: Int, in database: Database) throws {
        let waiting = try Int.fetchOne(database, sql: "SELECT count(*) FROM jobs WHERE state = 'pending'") ?? 0
        guard waiting < limit else { throw ServiceProblem.queueFull }
    }

    private static func held(_ id: String, by lease: String, in database: Database) throws -> JobRecord? {
        let job = try JobRecord.fetchOne(database, key: id)
        return job?.lease == lease ? job : nil
    }

    /// A job of a workspace.
    ///
    /// - Throws: `server.noJob`.
    static func found(_ id: String, of workspace: String, in database: Database) throws -> JobRecord {
        guard let job = try JobRecord.fetchOne(database, key: id), job.workspace == workspace else {
            throw ServiceProblem.noJob
        }
        return job
    }

    private static func end(_ job: inout JobRecord, by actor: String, in database: Database) throws {
        let now = Timestamp.now
        job.completedAt = now
        try job.update(database)
        try database.execute(
            sql: "DELETE FROM events WHERE job = ? AND kind = ?", arguments: [job.id, JobEvent.Kind.progress.rawValue])
        try appendEvent(of: job, kind: .state, in: database)
        try enqueueDeliveries(about: job, at: now, in: database)
        let rows = job.rows
        try note(
            now, job.workspace, actor, job.state.rawValue, job.id,
            "read \(rows.read), accepted \(rows.accepted), rejected \(rows.rejected), committed \(rows.committed), "
                + "skipped \(rows.skipped), issues \(job.issuesTotal)"
                + (job.failure.map { ", \($0.code)" } ?? ""),
            in: database)
    }
}
