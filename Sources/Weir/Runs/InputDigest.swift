internal import WeirModel
internal import WeirRead

/// A hash by which inputs are known again: the size and the first and last bytes of each, or its size, its first bytes and
/// the version that its server says.
enum InputDigest {
    /// How many bytes are looked at on either end.
    private static let endBytes = 64 << 10

    /// - Returns: `nil` if there is an input that cannot be looked at twice, such as a pipe.
    /// - Throws: `read.unreadable`.
    static func of(_ sources: [ResolvedSource]) throws -> String? {
        var hashes: [UInt8] = []
        for source in sources {
            guard let count = source.info.byteCount else { return nil }
            if case .remote(let origin) = source.origin {
                guard let version = origin.file.version else { return nil }
                let place = source.range.map { "\($0.lowerBound) " } ?? ""
                let text = "\(place)\(count)\n\(version)\n"
                hashes += SHA256.hash(Array(text.utf8) + origin.file.head.prefix(endBytes))
                continue
            }
            let whole = source.range ?? 0..<count
            let head = whole.lowerBound..<min(whole.lowerBound + endBytes, whole.upperBound)
            let tail = max(whole.upperBound - endBytes, head.upperBound)..<whole.upperBound
            guard let parts = try source.parts([head, tail]) else { return nil }
            hashes += SHA256.hash(Array("\(count)\n".utf8) + parts.joined())
        }
        return SHA256.hash(hashes).hexadecimal
    }
}
