internal import Foundation
internal import HTTPTypes

/// The address of someone who is called, read once: what is checked is what is used.
struct WebhookURL: Sendable, Hashable {
    /// The text, as it is stored and used.
    let text: String
    let isSecure: Bool
    /// The name or the address, without brackets.
    let host: String
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
        guard !name.isEmpty, Self.isName(name) || NetworkAddress(name) != nil else {
            throw bad("Its host is no name and no address.")
        }
        isSecure = scheme == "https"
        port = parts.port ?? (isSecure ? 443 : 80)
        guard isTrusted || port == 443 || port == 8443 else { throw bad("Its port must be 443 or 8443.") }
        self.host = name.lowercased()
        self.text = text
    }

    /// Letters, digits and hyphens between dots, and not a number in disguise such as `2130706433` or `0x7f.1`.
    private static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isFormed = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.first != 0x2D && label.utf8.last != 0x2D
                && label.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                        true
                    default: false
                    }
                }
        }
        guard isFormed, let last = labels.last, text.utf8.count <= 253 else { return false }
        let isNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.lowercased().hasPrefix("0x")
        return !isNumber
    }
}

extension ServiceProblem {
    static func badWebhook(_ detail: String) -> ServiceProblem {
        ServiceProblem("server.badWebhook", .unprocessableContent, "The webhook cannot be called.", detail: detail)
    }
}
