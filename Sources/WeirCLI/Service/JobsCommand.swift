internal import ArgumentParser
internal import Weir

/// `weir jobs`: talks to a job service.
struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Hand files to a job service, and see what became of them.",
        discussion: """
            The service is the one at --server, or at WEIR_SERVER, or at http://127.0.0.1:8001. Its token is read from \
            WEIR_TOKEN.

            EXAMPLES:
              weir jobs submit orders.csv --pipeline orders --wait
              weir jobs list --status failed
              weir jobs show 01jd3k8z6v0w9x2y4t5r7q1m8n
              weir jobs cancel 01jd3k8z6v0w9x2y4t5r7q1m8n
            """,
        subcommands: [JobsSubmitCommand.self, JobsListCommand.self, JobsShowCommand.self, JobsCancelCommand.self]
    )
}

/// `weir jobs submit`: hands a file in.
struct JobsSubmitCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Hand a file in; with --wait, watch it to its end.")

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The pipeline; may be left out where there is one only.", valueName: "name"))
    var pipeline: String?

    @Option(help: ArgumentHelp("Who is called when the job has ended.", valueName: "url"))
    var webhook: String?

    @Option(help: ArgumentHelp("The job whose corrected rejects the file has.", valueName: "job"))
    var replay: String?

    @Flag(help: "Show how far the job is, and end as `weir run` would.")
    var wait = false

    @OptionGroup var service: ServiceOptions

    func execute() async -> Weir.ExitCode {
        await service.perform { client in
            let ticket = try await client.submit(file, pipeline: pipeline, webhook: webhook, replay: replay)
            guard wait else {
                StandardStream.output.print(ticket.job_id)
                return .allAccepted
            }
            StandardStream.error.print("job \(ticket.job_id)")
            let job = try await JobWatch(client: client).watch(ticket.job_id)
            for line in JobText.lines(job) { StandardStream.output.print(line) }
            return job.exitCode
        }
    }
}

/// `weir jobs list`: lists jobs.
struct JobsListCommand: ExitingCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List jobs, the newest first.")

    @Option(help: ArgumentHelp("Only jobs in this state.", valueName: "state"))
    var status: String?

    @Option(help: ArgumentHelp("The most jobs. (default: 20)", valueName: "count"))
    var limit = 20

    @OptionGroup var service: ServiceOptions

    func execute() async -> Weir.ExitCode {
        await service.perform { client in
            let jobs = try await client.list(status: status, limit: limit)
            if jobs.isEmpty { StandardStream.error.print("there is no job") }
            for job in jobs { StandardStream.output.print(JobText.line(job)) }
            return .allAccepted
        }
    }
}

/// `weir jobs show`: shows a job.
struct JobsShowCommand: ExitingCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a job and its first issues.")

    @Argument(help: ArgumentHelp("The job.", valueName: "job"))
    var id: String

    @OptionGroup var service: ServiceOptions

    func execute() async -> Weir.ExitCode {
        await service.perform { client in
            for line in JobText.lines(try await client.job(id)) { StandardStream.output.print(line) }
            return .allAccepted
        }
    }
}

/// `weir jobs cancel`: stops a job.
struct JobsCancelCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Stop a job; what is committed stays, and is told.")

    @Argument(help: ArgumentHelp("The job.", valueName: "job"))
    var id: String

    @OptionGroup var service: ServiceOptions

    func execute() async -> Weir.ExitCode {
        await service.perform { client in
            try await client.cancel(id)
            for line in JobText.lines(try await JobWatch(client: client).watch(id)) {
                StandardStream.output.print(line)
            }
            return .allAccepted
        }
    }
}
