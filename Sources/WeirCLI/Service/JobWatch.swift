/// Shows how far a job is until it has ended.
struct JobWatch {
    let client: ServiceClient

    /// Asks again and again, and shows what has changed on standard error.
    ///
    /// - Returns: the job at its end.
    func watch(_ id: String) async throws -> RemoteJob {
        let stream = StandardStream.error
        var pause = 50
        var shown = ""
        while true {
            let job = try await client.job(id)
            let text = Self.text(job)
            if stream.isTerminal {
                stream.write("\r\u{1B}[K" + (job.isFinal ? "" : text))
            } else if text != shown, !job.isFinal, pause >= 1000 {
                stream.print(text)
            }
            shown = text
            if job.isFinal { return job }
            try await Task.sleep(for: .milliseconds(pause))
            pause = min(pause * 2, stream.isTerminal ? 250 : 2000)
        }
    }

    private static func text(_ job: RemoteJob) -> String {
        let rate = job.stages?.first { $0.name == "write" }?.rows_per_second
        let speed = rate.map { ", \(Figure.count($0)) rows/s" } ?? ""
        return PrintableText.visible(
            "\(job.status) \(Figure.decimal(job.progress_percentage, places: 1)) %, "
                + "\(Figure.count(job.processed_rows)) rows, \(Figure.count(job.rows.rejected)) rejected\(speed)")
    }
}
