internal import Crypto

/// The secret of somebody who signs requests for a service of AWS or one like it.
struct SigningKey: Sendable {
    /// The name of the key, which is no secret.
    let id: String
    let secret: String
    /// What belongs to keys that are given for a while.
    let session: String?

    /// What is signed, and the signature.
    struct Signature: Sendable {
        /// The request in the one form that both sides sign.
        let canonicalRequest: String
        /// The value of the header `Authorization`.
        let authorization: String
    }

    /// The hash of a body that is empty.
    static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// Signs a request by version 4 of the signatures of AWS.
    ///
    /// - Parameters:
    ///   - path: as it is sent, with its escapes.
    ///   - query: as it is sent, without the question mark.
    ///   - headers: those that are signed, among them `host` and `x-amz-date`, in any order.
    ///   - bodyHash: the SHA-256 of the body in hexadecimal digits.
    ///   - time: as in `x-amz-date`.
    func signature(
        method: String, path: String, query: String, headers: [(String, String)], bodyHash: String = emptyHash,
        time: String, region: String, service: String
    ) -> Signature {
        let fields = headers.map { ($0.0.lowercased(), Self.trimmed($0.1)) }.sorted { $0.0 < $1.0 }
        let names = fields.map(\.0).joined(separator: ";")
        let request = [
            method, path, Self.sorted(query), fields.map { "\($0.0):\($0.1)\n" }.joined(), names, bodyHash,
        ].joined(separator: "\n")
        let day = String(time.prefix(8))
        let scope = "\(day)/\(region)/\(service)/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(Self.hexadecimal(SHA256.hash(data: Array(request.utf8))))"
        var key = SymmetricKey(data: Array("AWS4\(secret)".utf8))
        for part in [day, region, service, "aws4_request"] {
            key = SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key)))
        }
        let code = Self.hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        return Signature(
            canonicalRequest: request,
            authorization: "AWS4-HMAC-SHA256 Credential=\(id)/\(scope), SignedHeaders=\(names), Signature=\(code)")
    }

    /// The value without blanks at its ends, and with one for each row of them.
    private static func trimmed(_ value: String) -> String {
        value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
    }

    /// The parameters of a query by their names; one without a value has an empty one.
    private static func sorted(_ query: String) -> String {
        query.split(separator: "&").map { $0.contains("=") ? String($0) : "\($0)=" }.sorted { left, right in
            Array(left.utf8).lexicographicallyPrecedes(Array(right.utf8))
        }.joined(separator: "&")
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
