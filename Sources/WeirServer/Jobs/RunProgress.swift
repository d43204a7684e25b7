internal import Foundation

/// A line of progress of `weir run --progress json`.
struct RunProgress: Decodable {
    struct Stage: Decodable {
        var name: String
        var state: String
        var rows: Int
        var bytes: Int
        var rows_per_second: Int
    }

    var type: String
    var reference: String?
    var bytes_read: Int
    var bytes_total: Int?
    var accepted: Int
    var rejected: Int
    var committed: Int
    var stages: [Stage]

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
        job.detail.stages = stages.map {
            JobDetail.Stage(
                name: $0.name, state: $0.state, rows: $0.rows, bytes: $0.bytes, rowsPerSecond: $0.rows_per_second)
        }
    }
}
