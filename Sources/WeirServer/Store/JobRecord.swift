internal import GRDB

/// A job as the store has it.
struct JobRecord: Sendable {
    /// Its name.
    var id: String
    /// Whose it is; nobody else sees it.
    var workspace: String
    /// The name of its pipeline.
    var pipeline: String
    /// What the file was called by whoever handed it in: data, never a path.
    var fileName: String
    /// What the file is called in the folder of the job.
    var storedName: String
    /// Its length in bytes.
    var fileBytes: Int
    /// The SHA-256 of its bytes, as hexadecimal digits.
    var digest: String
    /// The job whose corrected rejects it loads, if it does so.
    var replayOf: String?
    /// Where it stands.
    var state = JobState.pending
    /// How many processes have worked on it.
    var attempt = 0
    /// What the process that works on it must know: only its lease may change the job.
    var lease: String?
    /// When it was handed in.
    var createdAt: Timestamp
    /// When a process first began to work on it.
    var startedAt: Timestamp?
    /// When it came to its last state.
    var completedAt: Timestamp?
    /// The rows of the file, once they are known.
    var totalRows: Int?
    /// What became of the rows so far.
    var rows = JobRows()
    /// The issues so far, exactly.
    var issuesTotal = 0
    /// Whether some of them are not kept.
    var issuesPartial = false
    /// The stages, and the counts by code and column.
    var detail = JobDetail()
    /// Why it ended early, if it did.
    var failure: JobFailure?
}

extension JobRecord {
    /// What was asked for: the same request gives the same text.
    var request: String { StoredJSON.text(of: [pipeline, fileName, digest, replayOf ?? ""]) }

    /// Whether its file has an object on each line; what it is called in its folder says so.
    var isJSONLines: Bool { ["jsonl", "ndjson"].contains(storedName.split(separator: ".").dropFirst().first) }
}

/// What became of the rows of a job.
struct JobRows: Sendable, Hashable, Codable {
    var read = 0
    var accepted = 0
    var rejected = 0
    var committed = 0
    var skipped = 0
}

/// What is known of a job besides its counts.
struct JobDetail: Sendable, Hashable, Codable {
    /// A stage and how far it is.
    struct Stage: Sendable, Hashable, Codable {
        var name: String
        var state: String
        var rows: Int
        var bytes: Int
        var rowsPerSecond: Int?

        private enum CodingKeys: String, CodingKey {
            case name, state, rows, bytes
            case rowsPerSecond = "rows_per_second"
        }
    }

    /// How often something occurs.
    struct Count: Sendable, Hashable, Codable {
        var name: String
        var count: Int
    }

    var stages: [Stage] = []
    var bytesRead = 0
    var bytesTotal: Int?
    var byCode: [Count] = []
    var byColumn: [Count] = []
    /// The files of rejected rows, by their names in the folder of the job.
    var rejects: [String] = []
}

/// Why a job ended early.
struct JobFailure: Sendable, Hashable, Codable {
    /// The stable name.
    var code: String
    /// One sentence.
    var message: String
    /// What to do, if anything.
    var hint: String?
}

extension JobRecord: FetchableRecord, PersistableRecord {
    static let databaseTableName = "jobs"

    init(row: Row) throws {
        id = row["id"]
        workspace = row["workspace"]
        pipeline = row["pipeline"]
        fileName = row["file_name"]
        storedName = row["stored_name"]
        fileBytes = row["file_bytes"]
        digest = row["digest"]
        replayOf = row["replay_of"]
        state = JobState(rawValue: row["state"]) ?? .failed
        attempt = row["attempt"]
        lease = row["lease"]
        createdAt = row["created_at"]
        startedAt = row["started_at"]
        completedAt = row["completed_at"]
        totalRows = row["total_rows"]
        rows = JobRows(
            read: row["rows_read"], accepted: row["rows_accepted"], rejected: row["rows_rejected"],
            committed: row["rows_committed"], skipped: row["rows_skipped"])
        issuesTotal = row["issues_total"]
        issuesPartial = row["issues_partial"]
        detail = StoredJSON.value(JobDetail.self, of: row["detail"]) ?? JobDetail()
        failure = StoredJSON.value(JobFailure.self, of: row["failure"])
    }

    func encode(to container: inout PersistenceContainer) {
        container["id"] = id
        container["workspace"] = workspace
        container["pipeline"] = pipeline
        container["file_name"] = fileName
        container["stored_name"] = storedName
        container["file_bytes"] = fileBytes
        container["digest"] = digest
        container["replay_of"] = replayOf
        container["state"] = state.rawValue
        container["attempt"] = attempt
        container["lease"] = lease
        container["created_at"] = createdAt
        container["started_at"] = startedAt
        container["completed_at"] = completedAt
        container["total_rows"] = totalRows
        container["rows_read"] = rows.read
        container["rows_accepted"] = rows.accepted
        container["rows_rejected"] = rows.rejected
        container["rows_committed"] = rows.committed
        container["rows_skipped"] = rows.skipped
        container["issues_total"] = issuesTotal
        container["issues_partial"] = issuesPartial
        container["detail"] = StoredJSON.text(of: detail)
        container["failure"] = failure.map { StoredJSON.text(of: $0) }
    }
}
