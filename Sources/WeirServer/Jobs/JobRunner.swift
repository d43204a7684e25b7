internal import Foundation
internal import Logging
internal import Weir
internal import WeirModel
internal import WeirValidate
internal import WeirWrite

/// Makes one attempt at a job: starts its process, stores how far it is, and ends it by what the process reports.
struct JobRunner: Sendable {
    let store: JobStore
    let catalog: PipelineCatalog
    let bell: JobBell
    let outbox: WakeSignal
    let settings: ServerSettings
    let metrics: ServiceMetrics
    let logger: Logger

    /// How an attempt ended.
    enum Ending: Sendable {
        /// The job has come to its last state, or somebody else has it.
        case over
        /// The target is held by another run: the job should wait.
        case targetIsBusy
        /// The server is stopping, and the job goes on after its next start.
        case interrupted
    }

    /// The process of an attempt.
    ///
    /// - Throws: what is wrong with the pipeline.
    func process(for job: JobRecord) throws -> JobProcess {
        let entry = try catalog.entry(job.pipeline, for: job)
        let folder = JobFolder(of: job.id, in: settings.dataFolder)
        var arguments = [
            "run", entry.path, "--input", folder.input(job), "--run-name", job.id, "--attended",
            "--process-memory", String(settings.jobMemoryBytes),
            "--progress", "json", "--report", folder.report, "--report-issues", "0",
        ]
        let write = entry.pipeline.spec.write
        if write.rejects?.text != "" {
            arguments += ["--set", "write.rejects=\(folder.rejects(of: job))"]
        }
        if write.issues.path?.text != "" {
            // A group stays a group, so that it goes on hiding values.
            let isGroup = write.issues.values != .full || write.issues.key != nil
            arguments += ["--set", "write.issues\(isGroup ? ".path" : "")=\(folder.issues)"]
        }
        if !settings.allowsPrivateInputs { arguments.append("--public-inputs") }
        if let original = job.replayOf { arguments += ["--replay", original] }
        return JobProcess(
            executable: settings.executable, arguments: arguments,
            environment: PipelineCatalog.variables(of: job))
    }

    /// How many rows of a job are in its target, if the target remembers that; asked again while a process still writes.
    func committedRows(of job: JobRecord) async throws -> Int? {
        let pipeline = try catalog.entry(job.pipeline, for: job).pipeline
        guard pipeline.spec.write.remembersRuns else { return nil }
        return try RunHistory(of: pipeline).committedRows(ofRun: job.id)
    }

    /// Makes the attempt.
    ///
    /// - Parameter isStopping: whether the server is stopping.
    func run(_ job: JobRecord, lease: String, by process: JobProcess, isStopping: @Sendable () -> Bool) async throws
        -> Ending
    {
        let folder = JobFolder(of: job.id, in: settings.dataFolder)
        for stale in [folder.report, folder.spreadsheet] { try? FileManager.default.removeItem(atPath: stale) }
        let imports = IssueImport(folder.issues, job: job, lease: lease, limit: settings.keptIssues)
        let started = Timestamp.now
        let (ending, lines) = try await process.run { progress in
            do {
                try await imports.advance(into: store)
                let issues = await imports.count
                let current = try await store.progress(job.id, lease: lease) { job in
                    progress.note(in: &job)
                    job.issuesTotal = issues
                }
                bell.ring(job.id)
                if current == nil || current?.state == .cancelling { process.stop() }
            } catch {
                logger.warning("progress was not stored", metadata: ["job": "\(job.id)", "error": "\(error)"])
            }
        }
        let outcome = RunOutcome(path: folder.report)
        let start = outcome == nil ? StartFailure(in: lines) : nil
        let code = start?.code.rawValue ?? outcome?.error?.code
        if code == ErrorCode.writeLocked.rawValue { return .targetIsBusy }
        try await imports.advance(into: store)
        let isCancelled = try await store.job(job.id)?.state == .cancelling
        // A process that is asked to stop before it can listen to that leaves no report.
        let wasStopped = outcome.map { $0.status == "stopped" } ?? process.wasAskedToStop
        if wasStopped, !isCancelled, isStopping() { return .interrupted }
        let isPartial = await imports.isPartial
        // A process that has died tells nothing; its target knows what it has.
        let committed = outcome == nil ? try? await committedRows(of: job) : nil
        let isComplete = outcome?.status == "completed"
        let isCut = isCancelled && wasStopped
        let failure = isComplete || isCut ? nil : failure(outcome, start, ending, lines, job, folder)
        let ended = try await store.finish(job.id, lease: lease) { job in
            outcome?.note(in: &job, folder: folder)
            if let committed { job.rows.committed = committed }
            job.issuesPartial = job.issuesPartial || isPartial
            if isComplete {
                job.state = .completed
            } else if job.state == .cancelling, wasStopped {
                job.state = .cancelled
            } else {
                job.state = .failed
                job.failure = failure
            }
        }
        bell.ring(job.id)
        outbox.notify()
        if ended, let last = try await store.job(job.id) {
            metrics.jobEnded(last, seconds: Timestamp.now.seconds(since: started))
            logger.info(
                "job ended",
                metadata: [
                    "job": "\(last.id)", "workspace": "\(last.workspace)", "pipeline": "\(last.pipeline)",
                    "state": "\(last.state.rawValue)", "read": "\(last.rows.read)", "accepted": "\(last.rows.accepted)",
                    "rejected": "\(last.rows.rejected)", "attempt": "\(last.attempt)",
                    "code": "\(last.failure?.code ?? "")",
                ])
        }
        return .over
    }

    private func failure(
        _ outcome: RunOutcome?, _ start: StartFailure?, _ ending: JobProcess.Ending, _ lines: [String],
        _ job: JobRecord,
        _ folder: JobFolder
    ) -> JobFailure {
        if let failure = outcome?.failure(in: folder, of: job) { return failure }
        // What the process has said is for the operator: it may name paths.
        logger.error(
            "the process of a job ended without a report",
            metadata: ["job": "\(job.id)", "ending": "\(ending)", "output": "\(lines.joined(separator: " | "))"])
        if let start, ending != .exited(2) {
            return JobFailure(code: start.code.rawValue, message: folder.hidden(start.message, of: job), hint: nil)
        }
        switch ending {
        case .exited(2):
            return JobFailure(
                code: ErrorCode.serverBadPipeline.rawValue, message: "The pipeline cannot be used at present.",
                hint: "The operator of the server has to mend it; then the job can be tried again.")
        case .exited(let code):
            return JobFailure(
                code: ErrorCode.serverProcessDied.rawValue,
                message: "The process of the job ended with code \(code) and no report.",
                hint: "Retry goes on where it stopped.")
        case .killed(let number):
            return JobFailure(
                code: ErrorCode.serverProcessDied.rawValue,
                message: "The process of the job was ended by signal \(number).",
                hint: "Retry goes on where it stopped.")
        }
    }
}
