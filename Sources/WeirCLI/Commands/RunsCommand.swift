internal import ArgumentParser
internal import Weir
internal import WeirModel
internal import WeirWrite

/// `weir runs`: lists what a database remembers.
struct RunsCommand: ExitingCommand {
    /// The ways to show it.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// For a person.
        case text
        /// For a program: an object on each line.
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the runs that a database remembers: their state, their counts, where they stopped.",
        discussion: """
            A run that is interrupted goes on where it stopped when its pipeline is run again with the same input.

            EXAMPLES:
              weir runs orders.yaml                  the runs into the table of a pipeline
              weir runs orders.db                    all runs into a database
              weir runs postgresql://localhost/shop  all runs into a PostgreSQL database
              weir runs orders.yaml --format json    an object on each line
            """
    )

    @Argument(
        help: ArgumentHelp("A pipeline file, a SQLite database, or a postgresql:// address.", valueName: "pipeline"))
    var path: String

    @Option(help: "How to show it.")
    var format = Format.text

    func execute() async -> Weir.ExitCode {
        do {
            let entries = try RunHistory(path).entries()
            switch format {
            case .json:
                for entry in entries { StandardStream.output.write(RunsText.json(entry)) }
            case .text:
                for line in RunsText(entries).lines { StandardStream.output.print(line) }
            }
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }
}
