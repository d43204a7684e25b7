public import WeirModel
public import WeirRead

/// Finds inputs on web servers.
///
/// Redirections are followed, requests that fail for now are made again, and cut connections are taken up where they were
/// cut. A name and a password in an address, and its query, are never shown.
public struct RemoteAccess: RemoteInputs {
    private let access: HTTPAccess

    /// Makes a way to servers.
    ///
    /// - Parameters:
    ///   - headers: what is sent with each request to the host that an address names, such as a token.
    ///   - allowsPrivate: whether hosts may be on this machine and on private networks.
    public init(headers: [String: String] = [:], allowsPrivate: Bool = true) {
        let clients = allowsPrivate ? HTTPClients(isAllowed: nil) : HTTPClients(isAllowed: { $0.isPublic })
        self.init(headers: headers, clients: clients, retries: RetryPolicy())
    }

    init(headers: [String: String] = [:], clients: HTTPClients, retries: RetryPolicy) {
        access = HTTPAccess(
            clients: clients, retries: retries, headers: headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    /// Looks at the file that an address names.
    public func files(at location: String) throws(WeirError) -> [any RemoteFile] {
        [try HTTPFile(RemoteURL(location), access: access)]
    }
}
