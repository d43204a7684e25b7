internal import ArgumentParser
internal import Weir

/// Which service is meant.
struct ServiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Where the service is. (default: WEIR_SERVER, or http://127.0.0.1:8001)", valueName: "url"))
    var server: String?

    /// Does something with the service.
    func perform(_ body: (ServiceClient) async throws -> Weir.ExitCode) async -> Weir.ExitCode {
        let client = ServiceClient(
            address: server ?? Environment["WEIR_SERVER"] ?? "http://127.0.0.1:8001", token: Environment["WEIR_TOKEN"])
        let code: Weir.ExitCode
        do {
            code = try await body(client)
        } catch {
            code = ErrorText.show(error)
        }
        await client.close()
        return code
    }
}
