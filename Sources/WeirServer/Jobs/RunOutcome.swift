internal import Foundation

/// What the report of `weir run` says of how it ended.
struct RunOutcome: Decodable {
    struct Rows: Decodable {
        struct Skipped: Decodable { var total: Int }
        var read: Int
        var accepted: Int
        var rejected: Int
        var committed: Int
        var skipped: Skipped
    }
    struct Issues: Decodable {
        var total: Int
        var partial: Bool
        var by_code: [JobDetail.Count]
        var by_column: [JobDetail.Count]
    }
    struct Outputs: Decodable {
        var rejects: [String]
        var issues: String?
    }
    struct Failure: Decodable {
        var code: String
        var message: String
        var hint: String?
    }

    var status: String
    var already_done: String?
    var rows: Rows
    var issues: Issues
    var outputs: Outputs
    var stages: [JobDetail.Stage]
    var error: Failure?

    /// Reads a report; `nil` if there is none, or not a whole one.
    init?(path: String) {
        guard let data = FileManager.default.contents(atPath: path),
            let outcome = try? JSONDecoder().decode(RunOutcome.self, from: data)
        else { return nil }
        self = outcome
    }

    /// Notes it in a job.
    func note(in job: inout JobRecord, folder: JobFolder) {
        job.rows = JobRows(
            read: rows.read, accepted: rows.accepted, rejected: rows.rejected, committed: rows.committed,
            skipped: rows.skipped.total)
        if already_done == nil {
            job.issuesTotal = issues.total
            job.issuesPartial = job.issuesPartial || issues.partial
            job.detail.byCode = issues.by_code
            job.detail.byColumn = issues.by_column
            job.detail.stages = stages
            job.detail.rejects = outputs.rejects.compactMap { folder.name(of: $0) }
        }
        if status == "completed" {
            job.totalRows = rows.accepted + rows.rejected
            job.detail.bytesRead = job.detail.bytesTotal ?? job.detail.bytesRead
        }
    }

    /// Why the run ended early, in words that tell no path of the server.
    func failure(in folder: JobFolder, of job: JobRecord) -> JobFailure? {
        guard let error else { return nil }
        return JobFailure(
            code: error.code, message: folder.hidden(error.message, of: job),
            hint: error.hint.map { folder.hidden($0, of: job) })
    }
}
