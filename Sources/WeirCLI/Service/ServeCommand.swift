internal import ArgumentParser
internal import Configuration
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals
internal import Weir
internal import WeirModel
internal import WeirServer

/// `weir serve`: takes files in over HTTP.
struct ServeCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Take files in over HTTP: each becomes a job that can be watched and calls back.",
        discussion: """
            Each .yaml file of the folder of pipelines is something that can be loaded. The read section of such a file \
            is not used: the input is the file that is handed in. A target may be named by ${WEIR_WORKSPACE} and \
            ${WEIR_JOB}.

            Every option can also be an environment variable (WEIR_PORT, WEIR_DATA, WEIR_UPLOAD_BYTES ...) or a member \
            of the object "weir" in the file that --config names; options come before variables, and these before the \
            file.

            EXAMPLES:
              weir serve                                            at 127.0.0.1:8001, for this machine only
              weir serve --pipelines Pipelines --data /var/lib/weir
              weir token create --workspace acme --data /var/lib/weir
              weir serve --host 0.0.0.0 --port 8001 --data /var/lib/weir
              weir serve --keep-jobs 30d                            removes jobs 30 days behind their end
              weir serve --webhook http://127.0.0.1:8000/webhooks/job-complete
              curl -F pipeline=orders -F file=@orders.csv http://127.0.0.1:8001/jobs/ingest

            The web page is at /, the description of the API at /openapi.json, figures for Prometheus at /metrics. \
            Ctrl-C lets running jobs commit what has come; they go on at the next start, as they do after a crash.
            """
    )

    @OptionGroup var options: ServeOptions

    func execute() async -> Weir.ExitCode {
        do {
            let (settings, log) = try await options.settings()
            let logger = log.logger(label: "weir")
            let text = Self.announcement(settings)
            let server = try JobServer(
                settings, version: WeirCommand.number, kernel: KernelHealth(wanted: Environment.wantedKernel),
                logger: logger
            ) { port in
                StandardStream.output.print(text(port))
            }
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }

    private static func announcement(_ settings: ServerSettings) -> @Sendable (Int) -> String {
        { port in
            let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
            return "weir listens at http://\(host):\(port)/ (Ctrl-C stops it)"
        }
    }
}
