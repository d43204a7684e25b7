public import WeirModel
public import WeirRead

/// Finds inputs on web servers, and objects of S3.
///
/// Redirections are followed, requests that fail for now are made again, and cut connections are taken up where they were
/// cut. A name and a password in an address, and its query, are never shown.
public struct RemoteAccess: RemoteInputs {
    private let access: HTTPAccess
    private let variable: @Sendable (String) -> String?

    /// Makes a way to servers.
    ///
    /// - Parameters:
    ///   - headers: what is sent with each request to the host that an address names, such as a token.
    ///   - allowsPrivate: whether hosts may be on this machine and on private networks.
    ///   - variable: gives the value of an environment variable, for S3.
    public init(
        headers: [String: String] = [:], allowsPrivate: Bool = true,
        variable: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        let clients = allowsPrivate ? HTTPClients(isAllowed: nil) : HTTPClients(isAllowed: { $0.isPublic })
        self.init(headers: headers, clients: clients, retries: RetryPolicy(), variable: variable)
    }

    init(
        headers: [String: String] = [:], clients: HTTPClients, retries: RetryPolicy,
        variable: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.variable = variable
        access = HTTPAccess(
            clients: clients, retries: retries, headers: headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    /// Looks at the file that an address names.
    public func files(at location: String) throws(WeirError) -> [any RemoteFile] {
        guard location.prefix(5).lowercased() == "s3://" else {
            return [try HTTPFile(RemoteURL(location), access: access)]
        }
        let store = try S3Store(variable)
        var access = HTTPAccess(clients: access.clients, retries: access.retries, headers: [])
        access.signer = store.signer
        let object = try S3Location(location)
        access.hint = store.hint(about: object)
        return [try HTTPFile(store.url(of: object), access: access)]
    }
}
