internal import Foundation

/// A job as a client sees it.
struct JobView: Encodable {
    private let job: JobRecord
    private let issues: [StoredIssue]?

    /// - Parameter issues: the first issues; `nil` for the short form of lists.
    init(_ job: JobRecord, issues: [StoredIssue]? = nil) {
        self.job = job
        self.issues = issues
    }

    /// The job as JSON on one line.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private enum Key: String, CodingKey {
        case job_id, status, pipeline, file_name, file_bytes, total_rows, processed_rows, progress_percentage, rows
        case issues_total, created_at, started_at, completed_at, attempt, replay_of
        case issues, issues_by_code, issues_by_column, issues_partial, stages, bytes_read, bytes_total, resumable
        case has_rejects, error
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(job.id, forKey: .job_id)
        try container.encode(job.state, forKey: .status)
        try container.encode(job.pipeline, forKey: .pipeline)
        try container.encode(job.fileName, forKey: .file_name)
        try container.encode(job.fileBytes, forKey: .file_bytes)
        try container.encode(job.totalRows, forKey: .total_rows)
        try container.encode(job.processedRows, forKey: .processed_rows)
        try container.encode(job.progressPercentage, forKey: .progress_percentage)
        try container.encode(job.rows, forKey: .rows)
        try container.encode(job.issuesTotal, forKey: .issues_total)
        try container.encode(job.createdAt, forKey: .created_at)
        try container.encode(job.startedAt, forKey: .started_at)
        try container.encode(job.completedAt, forKey: .completed_at)
        try container.encode(job.attempt, forKey: .attempt)
        try container.encode(job.replayOf, forKey: .replay_of)
        guard let issues else { return }
        try container.encode(issues.map(IssueView.init), forKey: .issues)
        try container.encode(job.detail.byCode, forKey: .issues_by_code)
        try container.encode(job.detail.byColumn, forKey: .issues_by_column)
        try container.encode(job.issuesPartial, forKey: .issues_partial)
        try container.encode(job.detail.stages, forKey: .stages)
        try container.encode(job.detail.bytesRead, forKey: .bytes_read)
        try container.encode(job.detail.bytesTotal, forKey: .bytes_total)
        try container.encode(job.isResumable, forKey: .resumable)
        try container.encode(!job.detail.rejects.isEmpty, forKey: .has_rejects)
        try container.encode(job.failure.map(FailureView.init), forKey: .error)
    }
}

/// Why a job ended early, as a client sees it.
struct FailureView: Encodable {
    var type: String
    var title: String
    var detail: String
    var code: String
    var hint: String?

    init(_ failure: JobFailure) {
        type = ServiceProblem.type(of: failure.code)
        title = "The job ended early."
        detail = failure.message
        code = failure.code
        hint = failure.hint
    }
}

/// An issue as a client sees it: the object of the issues file.
struct IssueView: Encodable {
    private let object: JSONObject

    init(_ issue: StoredIssue) { object = JSONObject(text: issue.record) }

    func encode(to encoder: any Encoder) throws { try object.encode(to: encoder) }
}

extension JobRecord {
    /// The rows that are accounted for.
    var processedRows: Int { rows.accepted + rows.rejected }

    /// Whether another process can go on with it.
    var isResumable: Bool { state == .failed || state == .cancelled }

    /// How far it is, by the rows where their number is known, else by the bytes that are read.
    var progressPercentage: Double {
        if state == .completed { return 100 }
        let part: Double
        if let totalRows, totalRows > 0 {
            part = Double(processedRows) / Double(totalRows)
        } else if let total = detail.bytesTotal, total > 0 {
            part = Double(detail.bytesRead) / Double(total)
        } else {
            part = 0
        }
        // All is done only when it is told to be.
        return min(max((part * 1000).rounded(.down) / 10, 0), 99.9)
    }
}
