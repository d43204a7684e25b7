internal import ArgumentParser
internal import Weir
internal import WeirModel
internal import WeirWrite

/// `weir undo`: removes what a run has stored.
struct UndoCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Remove the rows that a run has added to its table.",
        discussion: """
            The table must say by which run each row came: let write.generated.run name a column for it. An unfinished \
            run in mode replace has changed nothing that can be seen; what it had collected is removed.

            EXAMPLES:
              weir runs orders.yaml                                find the run
              weir undo 1764000000-5f0c3a91 orders.yaml            remove its rows
              weir undo 1764000000-5f0c3a91 orders.db --column _weir_run
              weir undo 1764000000-5f0c3a91 orders.yaml --keep-rows
            """
    )

    @Argument(help: ArgumentHelp("The run.", valueName: "run"))
    var run: String

    @Argument(
        help: ArgumentHelp(
            "Its pipeline file, or the database: a SQLite file or a postgresql:// address.", valueName: "pipeline"))
    var path: String

    @Option(
        help: ArgumentHelp("The column that says by which run a row came; a pipeline file knows it.", valueName: "name")
    )
    var column: String?

    @Flag(help: "Leave the rows where they are, and let the run count as undone.")
    var keepRows = false

    func execute() async -> Weir.ExitCode {
        do {
            let (entry, rows) = try RunHistory(path).undo(run, runColumn: column, keepsRows: keepRows)
            let committed = entry.record.counts.committed
            var text = "run \(run) is undone: "
            if keepRows {
                text += "its \(Figure.count(committed, "row")) stay in table \(entry.table)"
            } else {
                text += "\(Figure.count(rows, "row")) removed from table \(entry.table)"
                if rows != committed { text += ", of \(Figure.count(committed)) that it had stored" }
            }
            StandardStream.output.print(PrintableText.visible(text))
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }
}
