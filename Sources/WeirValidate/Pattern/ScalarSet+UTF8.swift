extension ScalarSet {
    /// The set as sequences of byte ranges: a text is one of its scalars in UTF-8 if and only if it matches one of them.
    ///
    /// A range of scalars is cut until all scalars in it have the same length and differ only in whole trailing bytes
    /// (after Ken Thompson's construction for grep, as in RE2 and in Rust's utf8-ranges).
    var byteSequences: [[ClosedRange<UInt8>]] {
        var sequences: [[ClosedRange<UInt8>]] = []
        var rest = Array(ranges.reversed())
        while let range = rest.popLast() {
            if let cut = Self.cut(range) {
                rest.append(cut...range.upperBound)
                rest.append(range.lowerBound...(cut - 1))
            } else if !(0xD800...0xDFFF).contains(range.lowerBound) {
                let (low, high) = (Self.encode(range.lowerBound), Self.encode(range.upperBound))
                sequences.append(zip(low, high).map { $0...$1 })
            }
        }
        return sequences
    }

    /// Where a range must be cut in two, if it must: the first scalar of the upper part.
    private static func cut(_ range: ClosedRange<UInt32>) -> UInt32? {
        // The lengths change here, and surrogates have no form in UTF-8.
        for border: UInt32 in [0x80, 0x800, 0xD800, 0xE000, 0x10000]
        where range.lowerBound < border && range.upperBound >= border {
            return border
        }
        guard range.upperBound >= 0x80 else { return nil }
        for bits: UInt32 in [6, 12, 18] {
            let tail: UInt32 = (1 << bits) - 1
            guard range.lowerBound & ~tail != range.upperBound & ~tail else { continue }
            if range.lowerBound & tail != 0 { return (range.lowerBound | tail) + 1 }
            if range.upperBound & tail != tail { return range.upperBound & ~tail }
        }
        return nil
    }

    private static func encode(_ scalar: UInt32) -> [UInt8] {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (scalar >> shift) & 0x3F) }
        return switch scalar {
        case ..<0x80: [UInt8(scalar)]
        case ..<0x800: [UInt8(0xC0 | scalar >> 6), tail(0)]
        case ..<0x10000: [UInt8(0xE0 | scalar >> 12), tail(6), tail(0)]
        default: [UInt8(0xF0 | scalar >> 18), tail(12), tail(6), tail(0)]
        }
    }
}
