internal import GRDB

/// How jobs go. The audit log keeps that they were there.
extension JobStore {
    /// Removes a job that has ended, and what the store has of it.
    ///
    /// - Throws: `server.noJob`, `server.wrongState`.
    func remove(_ id: String, of workspace: String, by actor: String) async throws {
        try await database.write { database in
            let job = try Self.found(id, of: workspace, in: database)
            guard job.state.isFinal else {
                throw ServiceProblem.wrongState(
                    "The job is \(job.state.rawValue): only one that has ended can be removed.")
            }
            try Self.remove(job, at: .now, by: actor, nil, in: database)
        }
    }

    /// Removes the job that ended first of those that ended before a moment.
    ///
    /// A job stays while an endpoint is still to be called about it, and while one that replays its rejects has not ended.
    /// One at a time: a job can have a hundred thousand issues, and others write meanwhile.
    ///
    /// - Returns: the job; `nil` if there is none to be removed.
    func removeOldest(endedBefore limit: Timestamp, at now: Timestamp) async throws -> JobRecord? {
        try await database.write { database in
            let job = try JobRecord.fetchOne(
                database,
                sql: """
                    SELECT * FROM jobs WHERE completed_at < ? AND state IN ('completed', 'failed', 'cancelled')
                        AND id NOT IN (
                            SELECT replay_of FROM jobs
                            WHERE state IN ('pending', 'running', 'cancelling') AND replay_of IS NOT NULL)
                        AND id NOT IN (
                            SELECT job FROM deliveries JOIN webhooks ON webhooks.id = deliveries.webhook
                            WHERE state = 'waiting' AND job IS NOT NULL AND disabled_at IS NULL)
                    ORDER BY completed_at LIMIT 1
                    """,
                arguments: [limit])
            guard let job else { return nil }
            try Self.remove(
                job, at: now, by: "server", job.completedAt.map { "its time is over: it ended at \($0.text)" },
                in: database)
            return job
        }
    }

    /// Removes messages that were made before a moment, are sent or given up, and whose job is there no more.
    func removeDeliveries(madeBefore limit: Timestamp) async throws {
        try await database.write { database in
            try database.execute(
                sql: """
                    DELETE FROM deliveries WHERE created_at < ? AND state <> 'waiting'
                        AND (job IS NULL OR job NOT IN (SELECT id FROM jobs))
                    """,
                arguments: [limit])
        }
    }

    private static func remove(
        _ job: JobRecord, at now: Timestamp, by actor: String, _ detail: String?, in database: Database
    ) throws {
        try database.execute(sql: "DELETE FROM idempotency WHERE job = ?", arguments: [job.id])
        // Its issues and events go with it.
        try database.execute(sql: "DELETE FROM jobs WHERE id = ?", arguments: [job.id])
        try note(now, job.workspace, actor, "remove", job.id, detail, in: database)
    }
}
