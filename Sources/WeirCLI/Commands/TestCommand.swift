internal import ArgumentParser
internal import Weir
internal import WeirModel

/// `weir test`: runs the tests of pipelines.
struct TestCommand: ExitingCommand {
    /// What the results are written as.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// For a person.
        case text
        /// JUnit XML, for CI systems.
        case junit
    }

    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests of pipelines: rows in, and what must come out.",
        discussion: """
            A file such as orders.test.yaml tests orders.yaml. Each test is a run of the pipeline with an input of its \
            own and a target in memory; no database and no file of the pipeline is touched.

              tests:
                - name: a price must be a number
                  input: |
                    id,price
                    1,9.50
                    2,free
                  expect:
                    rows:
                      - { id: 1, price: 9.5 }
                    issues:
                      - { row: 2, code: type-error, field: price }

            The exit code is 0 if all tests pass, 1 if one fails, 2 if a file is wrong.

            EXAMPLES:
              weir test
              weir test Pipelines/orders.test.yaml --filter price
              weir test Pipelines --report results.xml
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Files of tests, and folders to look for *.test.yaml in; the current folder if left out.",
            valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Run only tests whose name has this text.", valueName: "text"))
    var filter: String?

    @Option(help: "What standard output gets.")
    var format = Format.text

    @Option(help: ArgumentHelp("Write the results as JUnit XML to this file too.", valueName: "file"))
    var report: String?

    func validate() throws {
        if report == "-" { throw ValidationError("For JUnit XML on standard output say --format junit.") }
    }

    func execute() async -> Weir.ExitCode {
        let stream = format == .text ? StandardStream.output : .error
        var text = TestText(style: stream.style)
        var results: [PipelineTestResult] = []
        var isBroken = false
        do {
            for path in try PipelineTestFinder.files(in: paths) {
                do {
                    let suite = try PipelineTestSuite(path)
                    let found = await suite.run { filter.map($0.contains) ?? true }
                    if !found.isEmpty { stream.write(text.lines(path, found)) }
                    results += found
                } catch {
                    isBroken = true
                    _ = ErrorText.show(error)
                }
            }
            if results.isEmpty, !isBroken, let filter {
                throw ValidationError("No test has \"\(filter)\" in its name.")
            }
            stream.write(text.total(isBroken: isBroken))
            let junit = JUnitReport(results).bytes
            if format == .junit { StandardStream.output.write(junit) }
            if let report { try ReportFile.write(junit, to: report) }
        } catch let error as ValidationError {
            StandardStream.error.print("error: \(error.message)")
            return .badPipeline
        } catch {
            return ErrorText.show(error)
        }
        if isBroken { return .badPipeline }
        return results.allSatisfy(\.hasPassed) ? .allAccepted : .rowsRejected
    }
}
