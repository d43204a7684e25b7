internal import Crypto

/// What a caller shows to be let in: `weir_ID_SECRET`.
///
/// The name finds it in the store, which has only the SHA-256 of the secret: 32 random bytes need no slow hash.
public struct AccessToken: Sendable {
    /// The part that is no secret.
    public let id: String
    private let secret: [UInt8]

    private static let prefix = "weir_"

    /// A new one.
    static func random() -> AccessToken {
        var generator = SystemRandomNumberGenerator()
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return AccessToken(id: Identifier.new(at: .now), secret: secret)
    }

    private init(id: String, secret: [UInt8]) {
        self.id = id
        self.secret = secret
    }

    /// Reads one; `nil` if the text has not its form.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "weir", Identifier.isValid(parts[1]) else { return nil }
        let digits = Array(parts[2].utf8)
        guard digits.count == 64 else { return nil }
        var secret: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
            secret.append(high << 4 | low)
        }
        self.init(id: String(parts[1]), secret: secret)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// The whole token; to be shown once.
    public var text: String { Self.prefix + id + "_" + Hexadecimal.text(secret) }

    /// What the store keeps.
    var hash: [UInt8] { Array(SHA256.hash(data: secret)) }
}

/// Bytes as two digits each.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Comparison in a time that does not tell where the difference is.
enum ConstantTime {
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
