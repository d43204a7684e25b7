internal import ArgumentParser
internal import Weir
internal import WeirServer

/// `weir token`: who may use the service.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Say who may use the job service.",
        discussion: """
            From the first token on, nobody gets in without one. A token belongs to a workspace and sees the jobs of \
            that workspace only. It is shown once, when it is made; the store keeps its hash.

            EXAMPLES:
              weir token create --workspace acme --data /var/lib/weir
              weir token create --workspace acme --scopes read --name dashboard
              weir token list
              weir token revoke 01jd3k8z6v0w9x2y4t5r7q1m8n
            """,
        subcommands: [TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self]
    )
}

/// Where the store of the service is.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The data folder of the service. (default: weir-data, or WEIR_DATA)", valueName: "folder"))
    var data: String?

    /// The store; it is made if there is none yet.
    func store() throws -> JobStore {
        var settings = ServerSettings()
        settings.dataFolder = AbsolutePath.of(data ?? Environment["WEIR_DATA"] ?? settings.dataFolder)
        return try JobStore.visiting(settings)
    }
}

/// `weir token create`: makes a token.
struct TokenCreateCommand: ExitingCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a token, and show it once.")

    @Option(help: ArgumentHelp("Whose jobs it sees: letters, digits, dots, hyphens, underscores.", valueName: "name"))
    var workspace: String

    @Option(help: ArgumentHelp("What it may do: upload, read, admin.", valueName: "list"))
    var scopes = "upload,read"

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var name = ""

    @OptionGroup var place: StoreOptions

    private var scopeSet: Set<AccessScope>? {
        let words = scopes.split(separator: ",").map { AccessScope(rawValue: $0.filter { $0 != " " }) }
        return words.isEmpty || words.contains(nil) ? nil : Set(words.compactMap(\.self))
    }

    func validate() throws {
        if scopeSet == nil {
            throw ValidationError("--scopes takes some of: upload, read, admin; with commas between them.")
        }
        // A workspace may become the name of a file.
        if !PlainName.isValid(workspace) || workspace.hasPrefix(".") {
            throw ValidationError("--workspace takes \(PlainName.phrase), and no dot in front.")
        }
    }

    func execute() async -> Weir.ExitCode {
        do {
            let token = try place.store().createToken(workspace: workspace, name: name, scopes: scopeSet ?? [])
            StandardStream.output.print(token.text)
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }
}

/// `weir token list`: shows what there is, without what is secret.
struct TokenListCommand: ExitingCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the tokens.")

    @OptionGroup var place: StoreOptions

    func execute() async -> Weir.ExitCode {
        do {
            let tokens = try place.store().tokens()
            if tokens.isEmpty {
                StandardStream.output.print("There is no token: the service is for this machine only.")
                return .allAccepted
            }
            for token in tokens {
                let scopes = token.scopes.map(\.rawValue).sorted().joined(separator: ",")
                let end = token.revokedAt.map { "  revoked \($0)" } ?? ""
                StandardStream.output.print(
                    PrintableText.visible(
                        "\(token.id)  \(token.workspace)  \(scopes)  \(token.createdAt)  \(token.name)\(end)"))
            }
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }
}

/// `weir token revoke`: lets a token count no more, at once.
struct TokenRevokeCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Let a token count no more; it holds at once.")

    @Argument(help: ArgumentHelp("The token's name, as `weir token list` shows it.", valueName: "id"))
    var id: String

    @OptionGroup var place: StoreOptions

    func execute() async -> Weir.ExitCode {
        do {
            guard try place.store().revokeToken(id) else {
                StandardStream.error.print("error: there is no token \(PrintableText.visible(id)) that counts")
                return .badPipeline
            }
            StandardStream.output.print("revoked")
            return .allAccepted
        } catch {
            return ErrorText.show(error)
        }
    }
}
