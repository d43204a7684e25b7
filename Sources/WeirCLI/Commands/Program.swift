internal import ArgumentParser
internal import Weir

/// A command that ends with one of the program's exit codes.
protocol ExitingCommand: AsyncParsableCommand {
    /// Does what the command is for.
    func execute() async -> Weir.ExitCode
}

extension ExitingCommand {
    /// Does what the command is for, when it is called by the argument parser itself.
    mutating func run() async throws { throw ArgumentParser.ExitCode(await execute().rawValue) }
}

/// The program from its arguments to its exit code.
enum Program {
    /// Runs it.
    static func run(_ arguments: [String]) async -> Weir.ExitCode {
        do {
            var command = try WeirCommand.parseAsRoot(arguments)
            if let exiting = command as? any ExitingCommand { return await exiting.execute() }
            try command.run()
            return .allAccepted
        } catch {
            return explain(error, arguments)
        }
    }

    /// Prints the help or the version that was asked for, or what is wrong with the arguments.
    private static func explain(_ error: any Error, _ arguments: [String]) -> Weir.ExitCode {
        let isWrong = WeirCommand.exitCode(for: error) != .success
        let unknown = isWrong ? UnknownCommand(in: arguments) : nil
        let text = unknown?.text ?? WeirCommand.fullMessage(for: error)
        (isWrong ? StandardStream.error : .output).print(text)
        return isWrong ? .badPipeline : .allAccepted
    }
}
