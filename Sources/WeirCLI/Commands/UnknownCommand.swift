internal import ArgumentParser
internal import WeirSpec

/// A first argument that is no command of the program.
struct UnknownCommand {
    private let name: String

    /// Finds it; `nil` if the first argument is a command or an option.
    init?(in arguments: [String]) {
        guard let name = arguments.first, !name.isEmpty, !name.hasPrefix("-") else { return nil }
        guard name != "help", !Self.names.contains(name) else { return nil }
        self.name = name
    }

    /// What to do about it, for a person.
    var text: String {
        """
        Error: There is no command '\(name)'. \(advice)
        Usage: weir <subcommand>
          See 'weir --help' for more information.
        """
    }

    private var advice: String {
        if let meant = NearMiss.suggestion(for: name, among: Self.names) { return "Did you mean '\(meant)'?" }
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return "To run a pipeline: weir run \(name)" }
        return "The commands are \(Self.names.joined(separator: ", "))."
    }

    private static var names: [String] {
        WeirCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    }
}
