public import ArgumentParser
public import Weir
internal import WeirModel

/// `weir schema`: prints the JSON Schema of the files that people write.
struct SchemaCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of pipeline files, for editors.",
        discussion: """
            Write the schema beside your pipelines once. An editor with a YAML language server then completes and \
            checks each file that begins with this line:

              # yaml-language-server: $schema=weir.schema.json

            EXAMPLES:
              weir schema --output weir.schema.json
              weir schema table --output table.schema.json
            """
    )

    @Argument(help: "What the schema is of: a pipeline file, or a table schema in a file of its own.")
    var kind = EditorSchema.pipeline

    @Option(name: .shortAndLong, help: ArgumentHelp("Write it to this file; - is standard output.", valueName: "file"))
    var output = "-"

    func execute() async -> Weir.ExitCode {
        do {
            try ReportFile.write(Array(kind.json.utf8), to: output)
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }
}

extension EditorSchema: ExpressibleByArgument {}
