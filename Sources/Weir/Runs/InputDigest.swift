internal import WeirModel
internal import WeirRead

/// A hash by which inputs are known again: the size and the first and last bytes of each.
enum InputDigest {
    /// How many bytes are looked at on either end.
    private static let endBytes = 64 << 10

    /// - Returns: `nil` if there is an input that cannot be looked at twice, such as a pipe.
    /// - Throws: `read.unreadable`.
    static func of(_ sources: [ResolvedSource]) throws -> String? {
        var hashes: [UInt8] = []
        for source in sources {
            guard case .file(let path) = source.origin, let count = source.info.byteCount else { return nil }
            let whole = source.range ?? 0..<count
            let head = whole.lowerBound..<min(whole.lowerBound + endBytes, whole.upperBound)
            let tail = max(whole.upperBound - endBytes, head.upperBound)..<whole.upperBound
            let parts = try FileParts.read([head, tail], of: path)
            hashes += SHA256.hash(Array("\(count)\n".utf8) + parts.joined())
        }
        return SHA256.hash(hashes).hexadecimal
    }
}
