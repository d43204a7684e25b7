/// Jobs as a person reads them.
enum JobText {
    /// One line of a list.
    static func line(_ job: RemoteJob) -> String {
        let state = job.status.padding(to: 10)
        let rows = "\(Figure.count(job.rows.accepted)) accepted, \(Figure.count(job.rows.rejected)) rejected"
        return PrintableText.visible(
            "\(job.job_id)  \(state)  \(job.created_at)  \(job.pipeline)  \(job.file_name)  \(rows)")
    }

    /// All that is known.
    static func lines(_ job: RemoteJob) -> [String] {
        var lines = [
            "\(job.pipeline): \(job.status), \(Figure.decimal(job.progress_percentage, places: 1)) % of \(job.file_name)",
            "rows: \(Figure.count(job.rows.accepted)) accepted, \(Figure.count(job.rows.rejected)) rejected, "
                + "\(Figure.count(job.rows.committed)) committed",
        ]
        if job.issues_total > 0 {
            let codes = (job.issues_by_code ?? []).map { "\($0.name) \(Figure.count($0.count))" }
            lines.append("issues: \(Figure.count(job.issues_total)) (\(codes.joined(separator: ", ")))")
            for issue in (job.issues ?? []).prefix(10) {
                let field = issue.field_name.map { ", \($0)" } ?? ""
                lines.append("  row \(Figure.count(issue.row_number))\(field): \(issue.issue_type): \(issue.message)")
            }
        }
        if let error = job.error {
            lines.append("error: \(error.code): \(error.detail ?? "")")
            if let hint = error.hint { lines.append("hint: \(hint)") }
        }
        return lines.map { PrintableText.visible($0) }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(width - count, 0))
    }
}
