internal import ArgumentParser
internal import Weir
internal import WeirModel

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
            let shown = ErrorText.show(error)
            // The service has codes of its own for what it refuses; they say that the request is wrong.
            let isRefusal = (error as? WeirError).map { ErrorCatalog.entry(for: $0.code) == nil } ?? false
            code = isRefusal ? .badPipeline : shown
        }
        await client.close()
        return code
    }
}
