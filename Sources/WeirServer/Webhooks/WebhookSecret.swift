internal import Crypto
internal import Foundation

/// The key of the signatures for one endpoint, as Standard Webhooks 1.0.0 has it: `whsec_` and 24 to 64 bytes in base64.
struct WebhookSecret: Sendable {
    /// The text.
    let text: String
    private let key: SymmetricKey

    private static let prefix = "whsec_"

    /// Reads one; `nil` if the text is none.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            (24...64).contains(data.count)
        else { return nil }
        self.text = text
        key = SymmetricKey(data: data)
    }

    /// The text of a new one.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return prefix + Data(bytes).base64EncodedString()
    }

    /// The signature of a message.
    ///
    /// - Parameters:
    ///   - id: the name of the message, the same at each attempt.
    ///   - timestamp: the time of this attempt, in seconds since 1970-01-01T00:00:00Z.
    func signature(id: String, timestamp: Int64, body: String) -> String {
        let content = Data("\(id).\(timestamp).\(body)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: content, using: key)
        return "v1," + Data(code).base64EncodedString()
    }
}
