internal import Weir
internal import WeirModel

/// A job as the service tells of it.
struct RemoteJob: Decodable, Sendable {
    struct Rows: Decodable, Sendable {
        var read: Int
        var accepted: Int
        var rejected: Int
        var committed: Int
    }
    struct Stage: Decodable, Sendable {
        var name: String
        var rows: Int
        var rows_per_second: Int?
    }
    struct Issue: Decodable, Sendable {
        var severity: String
        var issue_type: String
        var message: String
        var row_number: Int
        var field_name: String?
    }
    struct Failure: Decodable, Sendable {
        var code: String
        var detail: String?
        var hint: String?
    }
    struct Count: Decodable, Sendable {
        var name: String
        var count: Int
    }

    var job_id: String
    var status: String
    var pipeline: String
    var file_name: String
    var progress_percentage: Double
    var processed_rows: Int
    var rows: Rows
    var issues_total: Int
    var created_at: String
    var issues: [Issue]?
    var issues_by_code: [Count]?
    var stages: [Stage]?
    var error: Failure?

    /// Whether nothing more happens by itself.
    var isFinal: Bool { ["completed", "failed", "cancelled"].contains(status) }

    /// What `weir run` would have ended with.
    var exitCode: Weir.ExitCode {
        switch status {
        case "completed": rows.rejected > 0 || issues_total > 0 ? .rowsRejected : .allAccepted
        case "cancelled": .terminated
        default: error.map { Weir.ExitCode(.init(rawValue: $0.code)) } ?? .internalError
        }
    }
}
