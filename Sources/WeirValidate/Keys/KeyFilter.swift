/// Says of most keys that they are certainly not among those that were put in, at twelve bits a key: a Bloom
/// filter in which all bits of a key are in one word.
struct KeyFilter: Sendable {
    private var words: [UInt64]

    /// Makes an empty filter for so many keys.
    init(keys: Int) {
        words = [UInt64](repeating: 0, count: Self.byteCount(keys: keys) / 8)
    }

    /// The memory of a filter for so many keys, in bytes.
    static func byteCount(keys: Int) -> Int { (keys * 12 / 64 + 1) * 8 }

    /// The memory of the filter, in bytes.
    var byteCount: Int { words.count * 8 }

    /// Five bits of a word, chosen by low bits of a key; which word it is depends on its high ones.
    @inline(__always)
    private static func mask(_ word: UInt64) -> UInt64 {
        let first: UInt64 = 1 &<< (word & 63) | 1 &<< (word &>> 6 & 63) | 1 &<< (word &>> 12 & 63)
        return first | 1 &<< (word &>> 18 & 63) | 1 &<< (word &>> 24 & 63)
    }

    @inline(__always)
    private func place(_ key: KeyEntry) -> Int { key.home(of: words.count) }

    /// Puts a key in.
    @inline(__always)
    mutating func insert(_ key: KeyEntry) {
        words[place(key)] |= Self.mask(key.word)
    }

    /// Whether a key may be among those that were put in.
    @inline(__always)
    func mayHold(_ key: KeyEntry) -> Bool {
        let mask = Self.mask(key.word)
        return words[place(key)] & mask == mask
    }
}
