internal import ArgumentParser
internal import Weir

/// `weir lint`: reads pipeline files and nothing else.
struct LintCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Look for mistakes in pipeline files; open no input.",
        discussion: """
            All problems of all files are shown, each as file:line:column: message. A file of tests, *.test.yaml, is \
            looked at too, with the pipeline that it is of.

            EXAMPLES:
              weir lint flights.yaml
              weir lint Pipelines/*.yaml
            """
    )

    @Argument(help: ArgumentHelp("The pipeline files.", valueName: "pipeline"))
    var paths: [String]

    func execute() async -> Weir.ExitCode {
        var result = Weir.ExitCode.allAccepted
        for path in paths {
            do {
                if PipelineTestFile.isNamed(path) {
                    _ = try PipelineTestSuite(path)
                } else {
                    _ = try Pipeline.load(path)
                }
                StandardStream.output.print("\(path): ok")
            } catch {
                result = .badPipeline
                for line in ErrorText.problems(error) { StandardStream.output.print(line) }
            }
        }
        return result
    }
}
