internal import CoreMetrics
internal import Metrics

/// The figures of the service: what came in, what became of it, and how long requests took.
struct ServiceMetrics: Sendable {
    let registry: PrometheusRegistry

    init() {
        registry = PrometheusRegistry()
        let families: [(String, PrometheusRegistry.Kind, String)] = [
            ("weir_jobs", .gauge, "Jobs by state."),
            ("weir_jobs_ended_total", .counter, "Jobs that have come to their last state since the start, by state."),
            ("weir_jobs_expired_total", .counter, "Jobs that were removed because they ended long ago."),
            ("weir_job_seconds", .histogram, "How long attempts at jobs took."),
            ("weir_rows_total", .counter, "Rows of jobs that have ended, by what became of them."),
            ("weir_bytes_total", .counter, "Bytes of files that jobs have read."),
            ("weir_issues_total", .counter, "Issues of jobs that have ended, by code."),
            ("weir_stage_rows_total", .counter, "Rows that have passed a stage."),
            ("weir_upload_bytes_total", .counter, "Bytes of files that were handed in."),
            ("weir_queue_limit", .gauge, "How many jobs may wait."),
            ("weir_webhook_deliveries_total", .counter, "Attempts to call webhooks, by outcome."),
            ("weir_http_requests_total", .counter, "Requests by method, route and status."),
            ("weir_http_request_seconds", .histogram, "How long requests took, by method and route."),
        ]
        for (name, kind, help) in families { registry.describe(name, kind, help) }
    }

    private func count(_ name: String, _ amount: Int, _ labels: (String, String)...) {
        Counter(label: name, dimensions: labels, factory: registry).increment(by: amount)
    }

    /// A job has come to its last state.
    func jobEnded(_ job: JobRecord, seconds: Double) {
        count("weir_jobs_ended_total", 1, ("state", job.state.rawValue))
        Timer(label: "weir_job_seconds", dimensions: [], factory: registry).recordSeconds(seconds)
        count("weir_rows_total", job.rows.accepted, ("outcome", "accepted"))
        count("weir_rows_total", job.rows.rejected, ("outcome", "rejected"))
        count("weir_rows_total", job.rows.skipped, ("outcome", "skipped"))
        count("weir_bytes_total", job.detail.bytesRead)
        for code in job.detail.byCode { count("weir_issues_total", code.count, ("code", code.name)) }
        for stage in job.detail.stages { count("weir_stage_rows_total", stage.rows, ("stage", stage.name)) }
    }

    /// A job was removed because it ended long ago.
    func jobExpired() { count("weir_jobs_expired_total", 1) }

    /// A file was handed in.
    func uploaded(_ bytes: Int) { count("weir_upload_bytes_total", bytes) }

    /// A webhook was called.
    func delivered(_ outcome: String) { count("weir_webhook_deliveries_total", 1, ("outcome", outcome)) }

    /// A request was answered.
    func answered(_ method: String, _ route: String, status: Int, seconds: Double) {
        count("weir_http_requests_total", 1, ("method", method), ("route", route), ("status", String(status)))
        Timer(
            label: "weir_http_request_seconds", dimensions: [("method", method), ("route", route)], factory: registry
        ).recordSeconds(seconds)
    }

    /// All figures, with those that the store knows.
    func text(jobs: [JobState: Int], queueLimit: Int) -> String {
        for state in JobState.allCases {
            registry.set(Double(jobs[state] ?? 0), of: "weir_jobs", [("state", state.rawValue)])
        }
        registry.set(Double(queueLimit), of: "weir_queue_limit", [])
        return registry.text
    }
}
