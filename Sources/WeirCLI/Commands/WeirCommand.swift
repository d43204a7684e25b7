internal import ArgumentParser
internal import Weir
internal import WeirParse

/// The program `weir`.
struct WeirCommand: ParsableCommand {
    /// The version of the program.
    static let number = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "weir",
        abstract: "Loads large tabular files into a database, at bounded memory, and accounts for every row.",
        discussion: """
            A pipeline file says where the data is, what it should look like and where it goes. Its six sections are \
            the six stages: read, decode, parse, validate, write, emit.

            EXAMPLES:
              weir run flights.yaml                        load, and say what became of each row
              weir runs flights.yaml                       list earlier runs, and where they stopped
              weir check data.csv --schema schema.json     check a file, load nothing
              weir infer data.csv --output data.yaml       look at a file and write a pipeline for it
              weir lint flights.yaml                       look for mistakes in a pipeline file
              weir test                                    run the tests beside pipelines: *.test.yaml
              weir explain flights.yaml                    show the stages and the memory they need
              weir bench flights.yaml --workers 1,2        measure each stage and the whole
              weir serve                                   take files in over HTTP, with a web page
              weir jobs submit orders.csv --wait           hand a file to that service, and watch it

            EXIT CODES:
              0  all rows were accepted             4    the target failed
              1  rows were rejected                 5    more rows were rejected than the pipeline allows
              2  a wrong pipeline file or argument  70   a bug in weir
              3  an unreadable or broken input      130  stopped by Ctrl-C (143: by SIGTERM)
            """,
        version: "weir \(number) (kernel \(Environment.kernel.rawValue))",
        subcommands: [
            RunCommand.self, RunsCommand.self, UndoCommand.self, CheckCommand.self, InferCommand.self, LintCommand.self,
            TestCommand.self,
            ExplainCommand.self, BenchCommand.self, SchemaCommand.self, DoctorCommand.self, ServeCommand.self,
            JobsCommand.self, TokenCommand.self,
        ]
    )
}
