internal import AsyncHTTPClient
internal import NIOCore
internal import Synchronization
internal import WeirModel
internal import WeirRead

/// Calls hosts: any, or only those on the public internet.
///
/// Where only public ones are allowed, the name of a host is looked up for each request, all of its addresses are judged,
/// and the connection goes to one of those, whatever the name means a moment later. No proxy is used.
final class HTTPClients: Sendable {
    /// Which addresses may be called; `nil` for any.
    private let isAllowed: (@Sendable (NetworkAddress) -> Bool)?
    private let resolver: HostResolver
    /// The clients, by the address that they go to; that of all hosts has none.
    private let clients = Mutex<[String: HTTPClient]>([:])

    init(isAllowed: (@Sendable (NetworkAddress) -> Bool)?, resolver: HostResolver = .system) {
        self.isAllowed = isAllowed
        self.resolver = resolver
    }

    deinit {
        for client in clients.withLock({ $0.values }) { client.shutdown { _ in } }
    }

    /// The client for a host.
    ///
    /// - Throws: `read.privateAddress`, `read.unreachable`.
    func client(for url: RemoteURL) throws(WeirError) -> HTTPClient {
        guard let isAllowed else { return client([:], key: "") }
        let position = WeirError.Position(file: url.name)
        let addresses = resolver.lookUp(url.host)
        guard let first = addresses.first else {
            throw WeirError(.readUnreachable, "The host \(url.host) has no address.", position: position)
        }
        guard addresses.allSatisfy(isAllowed) else {
            throw WeirError(
                .readPrivateAddress, "The host \(url.host) is not on the public internet.",
                hint: "The operator of the service can allow such inputs by --private-inputs.", position: position)
        }
        return client([url.host: first.text], key: "\(url.host) \(first.text)")
    }

    private func client(_ addresses: [String: String], key: String) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[key] { return client }
            var configuration = HTTPClient.Configuration()
            configuration.redirectConfiguration = .disallow
            configuration.decompression = .disabled
            configuration.proxy = nil
            configuration.httpVersion = .http1Only
            configuration.dnsOverride = addresses
            // A failure is told at once; who asks decides whether to try again.
            configuration.connectionPool.retryConnectionEstablishment = false
            // How long an answer may keep silent is for its reader to say, who may be slow.
            configuration.timeout = .init(connect: .seconds(10))
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            clients[key] = client
            return client
        }
    }
}
