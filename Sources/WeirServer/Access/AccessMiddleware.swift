internal import HTTPTypes
internal import Hummingbird

/// Finds out who a request comes from.
///
/// Where there is no token, whoever reaches the server may do everything; so it listens to this machine only, and pages of
/// other sites are kept from using a person's browser for it.
struct AccessMiddleware: RouterMiddleware {
    typealias Context = ServiceContext

    let store: JobStore

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.access = try await access(of: request)
        return try await next(request, context)
    }

    private func access(of request: Request) async throws -> Access {
        guard try await store.hasTokens() else {
            try Self.refuseForeigners(request)
            return .open
        }
        guard let field = request.headers[.authorization] else { throw ServiceProblem.noToken }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = AccessToken(parts[1]),
            let access = try await store.access(by: token)
        else { throw ServiceProblem.noToken }
        return access
    }

    /// Refuses what a page of another site sends, and a name of another site that was made to lead here.
    private static func refuseForeigners(_ request: Request) throws(ServiceProblem) {
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw .foreignOrigin
        }
        guard let host = request.head.authority.map(hostName), isLoopback(host) else { throw .foreignOrigin }
        if let origin = request.headers[.origin] {
            let name = origin.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
            guard let name, hostName(name) == host else { throw .foreignOrigin }
        }
    }

    /// The name without the port.
    private static func hostName(_ authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.prefix { $0 != "]" }) + "]" }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "[::1]" || host == "127.0.0.1"
    }
}
