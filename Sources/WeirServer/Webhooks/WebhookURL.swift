internal import Foundation
internal import HTTPTypes
internal import WeirRemote

/// The address of someone who is called, read once: what is checked is what is used.
struct WebhookURL: Sendable, Hashable {
    /// The text, as it is stored and used.
    let text: String
    let isSecure: Bool
    /// The name or the address, without brackets.
    let host: String
    /// The same as it is spelled in the text: with capitals, or with a dot at its end.
    let spelledHost: String
    let port: Int

    /// Reads an address.
    ///
    /// - Parameter isTrusted: whether the operator names it: then it may be without TLS, and at any port.
    /// - Throws: `server.badWebhook`.
    init(_ text: String, isTrusted: Bool) throws(ServiceProblem) {
        func bad(_ detail: String) -> ServiceProblem { .badWebhook(detail) }
        guard (1...2000).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw bad("The address has control characters, blanks or other than ASCII characters in it.")
        }
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host
        else {
            throw bad("It is no address of the web.")
        }
        guard scheme == "https" || (scheme == "http" && isTrusted) else {
            throw bad(isTrusted ? "It must begin with https:// or http://." : "It must begin with https://.")
        }
        // What stands between the slashes must be the host and the port and nothing else, as they were read: no user name, no
        // escapes, nothing that another reader of addresses could take for something else.
        let authority = text.dropFirst(scheme.utf8.count + 3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard text.dropFirst(scheme.utf8.count).hasPrefix("://"),
            authority == host + (parts.port.map { ":\($0)" } ?? "")
        else { throw bad("It must have a host, perhaps a port, and no user name or escapes before its path.") }
        guard parts.fragment == nil else { throw bad("It must not have a fragment in it.") }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let name = bare.hasSuffix(".") ? String(bare.dropLast()) : bare
        guard !name.isEmpty, HostName.isValid(name) || NetworkAddress(name) != nil else {
            throw bad("Its host is no name and no address.")
        }
        isSecure = scheme == "https"
        port = parts.port ?? (isSecure ? 443 : 80)
        guard isTrusted || port == 443 || port == 8443 else { throw bad("Its port must be 443 or 8443.") }
        self.host = name.lowercased()
        spelledHost = bare
        self.text = text
    }
}

extension ServiceProblem {
    static func badWebhook(_ detail: String) -> ServiceProblem {
        ServiceProblem("server.badWebhook", .unprocessableContent, "The webhook cannot be called.", detail: detail)
    }
}
