internal import Foundation

/// A line of progress of `weir run --progress json`.
struct RunProgress: Decodable {
    var type: String
    var reference: String?
    var bytes_read: Int
    var bytes_total: Int?
    var accepted: Int
    var rejected: Int
    var committed: Int
    var stages: [JobDetail.Stage]

    /// Reads one; `nil` for any other line.
    init?(line: String) {
        guard line.hasPrefix("{"), let progress = try? JSONDecoder().decode(RunProgress.self, from: Data(line.utf8)),
            progress.type == "progress"
        else { return nil }
        self = progress
    }

    /// Notes it in a job.
    func note(in job: inout JobRecord) {
        // While a table is read that foreign keys refer to, the file itself waits.
        guard reference == nil else { return }
        job.rows.accepted = accepted
        job.rows.rejected = rejected
        job.rows.committed = committed
        job.rows.read = max(job.rows.read, accepted + rejected)
        job.detail.bytesRead = bytes_read
        job.detail.bytesTotal = bytes_total
        job.detail.stages = stages
    }
}
