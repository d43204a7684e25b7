internal import ArgumentParser

/// What a run tells besides its result; the same for all commands that run something.
struct OutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write a report as JSON to this file; - is standard output.", valueName: "file"))
    var report: String?

    @Option(help: "How to show where the run stands, on standard error.")
    var progress = ProgressMode.auto
}
