internal import ArgumentParser
internal import Weir

/// `weir explain`: shows what a pipeline will do.
struct ExplainCommand: ExitingCommand {
    /// The ways to show it.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// For a person.
        case text
        /// A Mermaid flowchart.
        case mermaid
        /// A Graphviz graph.
        case dot
        /// For a program.
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show the stages of a pipeline, the limit of each edge and the bound on memory.",
        discussion: """
            EXAMPLES:
              weir explain flights.yaml
              weir explain flights.yaml --set limits.workers=8
              weir explain flights.yaml --format dot | dot -Tsvg > flights.svg
            """
    )

    @Argument(help: ArgumentHelp("The pipeline file.", valueName: "pipeline"))
    var path: String

    @Option(help: "How to show it.")
    var format = Format.text

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("A setting in place of the one in the file.", valueName: "key=value"))
    var overrides: [String] = []

    func execute() async -> Weir.ExitCode {
        do {
            var options = RunOptions()
            options.isDryRun = true
            options.kernel = Environment.wantedKernel
            let pipeline = try Pipeline.load(path, overrides: overrides)
            let explanation = try Explanation(PipelineRun(pipeline, options: options))
            let text =
                switch format {
                case .text: explanation.text
                case .mermaid: explanation.mermaid
                case .dot: explanation.dot
                case .json: explanation.json
                }
            StandardStream.output.write(text)
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }
}
