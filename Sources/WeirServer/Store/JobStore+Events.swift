internal import GRDB

/// Something that happened to a job, as a listener is told of it.
struct JobEvent: Sendable {
    /// What happened.
    enum Kind: String, Sendable {
        /// It came to another state.
        case state
        /// It is further than it was.
        case progress
    }

    /// Its place among the events of the job, from 1.
    var number: Int
    /// What happened.
    var kind: Kind
    /// The job after it, as JSON.
    var record: String
}

extension JobStore {
    /// The events of a job behind a number.
    func events(of job: String, after number: Int, limit: Int = 100) async throws -> [JobEvent] {
        try await database.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT number, kind, record FROM events WHERE job = ? AND number > ? ORDER BY number LIMIT ?",
                arguments: [job, number, limit]
            ).map { row in
                JobEvent(
                    number: row["number"], kind: JobEvent.Kind(rawValue: row["kind"]) ?? .state, record: row["record"])
            }
        }
    }

    /// How many events of progress are kept of a job: whoever comes late needs only the last.
    private static var keptProgress: Int { 20 }

    static func appendEvent(of job: JobRecord, kind: JobEvent.Kind, in database: Database) throws {
        let last =
            try Int.fetchOne(
                database, sql: "SELECT max(number) FROM events WHERE job = ?", arguments: [job.id]) ?? 0
        try database.execute(
            sql: "INSERT INTO events (job, number, kind, record) VALUES (?, ?, ?, ?)",
            arguments: [job.id, last + 1, kind.rawValue, JobView(job, issues: []).text])
        if kind == .progress {
            try database.execute(
                sql: "DELETE FROM events WHERE job = ? AND kind = 'progress' AND number <= ?",
                arguments: [job.id, last + 1 - keptProgress])
        }
    }
}
