internal import WeirModel

/// Brings values into the form in which issues may tell them.
///
/// Everything that an issue says of a value goes through it: its message, its `value`, and so the examples of the summary
/// and the report.
public struct ValueScreen: Sendable {
    /// How much is told.
    let disclosure: ValueDisclosure
    private let key: [UInt8]

    /// Tells values as they are.
    public static let open = ValueScreen(.full, key: [])

    /// Makes a screen.
    ///
    /// - Parameters:
    ///   - disclosure: how much is told.
    ///   - key: the key of hashes; whoever has it can try values until one gives the hash.
    public init(_ disclosure: ValueDisclosure, key: [UInt8]) {
        self.disclosure = disclosure
        self.key = key
    }

    /// A value on one line and not too long; `nil` if nothing is told.
    func shown(_ value: [UInt8]) -> String? {
        switch disclosure {
        case .full: ShownText(value).text
        case .masked: ShownText(Self.masked(value)).text
        case .hashed: "#" + SHA256.keyed(value, key: key).prefix(8).map(ShownText.hexadecimal).joined().lowercased()
        case .none: nil
        }
    }

    private static func masked(_ value: [UInt8]) -> [UInt8] {
        var masked = ""
        for scalar in String(decoding: value.prefix(8 * ShownText.mostCharacters), as: UTF8.self).unicodeScalars {
            let properties = scalar.properties
            if properties.numericType != nil {
                masked += "9"
            } else if properties.isAlphabetic {
                masked += properties.isUppercase ? "A" : "a"
            } else if scalar.isASCII {
                masked.unicodeScalars.append(scalar)
            } else {
                masked += "*"
            }
        }
        return Array(masked.utf8)
    }
}
