internal import WeirModel
internal import WeirRead

/// An object of S3: `s3://bucket/key`.
struct S3Location: Sendable, Hashable {
    let bucket: String
    /// The key as it is, without escapes.
    let key: String

    /// Reads it.
    ///
    /// - Throws: `read.badURL`.
    init(_ text: String) throws(WeirError) {
        let rest = text.dropFirst("s3://".count)
        let bucket = rest.prefix { $0 != "/" }
        let key = rest.dropFirst(bucket.count + 1)
        let isFormed =
            (3...63).contains(bucket.utf8.count)
            && bucket.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                    true
                default: false
                }
            } && bucket.first != "." && !bucket.contains("..")
        guard isFormed, !key.isEmpty, key.utf8.count <= 1024, !key.utf8.contains(0) else {
            throw WeirError(
                .readBadURL, "The address cannot be used: it has no bucket or no key.",
                hint: "It should look like s3://bucket/folder/orders.csv.", position: WeirError.Position(file: text))
        }
        (self.bucket, self.key) = (String(bucket), String(key))
    }

    /// The name for people.
    var name: String { "s3://\(bucket)/\(key)" }

    /// The key as it stands in an address.
    var escapedKey: String {
        var bytes: [UInt8] = []
        for byte in key.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                bytes.append(byte)
            default: bytes += RemoteURL.escape(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
