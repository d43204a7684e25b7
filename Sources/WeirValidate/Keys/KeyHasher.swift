/// A keyed hash of words, of which 88 bits are used: SipHash-1-3 with its output of 128 bits (Aumasson and Bernstein,
/// "SipHash: a fast short-input PRF").
///
/// Nobody who does not know the key, which is drawn anew for each run, can make texts that collide. Among n different
/// keys the chance that two have the same 88 bits is below n² / 2⁸⁹: for 100 million keys one in 60 billion.
struct KeyHasher: Sendable {
    private let start: SIMD4<UInt64>

    /// Makes a hasher with a key of its own.
    init() {
        var generator = SystemRandomNumberGenerator()
        let (first, second) = (generator.next(), generator.next())
        start = SIMD4(
            first ^ 0x736F_6D65_7073_6575, second ^ 0x646F_7261_6E64_6F6D ^ 0xEE, first ^ 0x6C79_6765_6E65_7261,
            second ^ 0x7465_6462_7974_6573)
    }

    /// A hash on its way.
    struct State {
        private var v0, v1, v2, v3: UInt64

        fileprivate init(_ start: SIMD4<UInt64>) {
            (v0, v1, v2, v3) = (start[0], start[1], start[2], start[3])
        }

        /// Takes in one word.
        @inline(__always)
        mutating func combine(_ word: UInt64) {
            v3 ^= word
            round()
            v0 ^= word
        }

        /// Takes in a text, its length first; at least seven further bytes can be read.
        @inline(__always)
        mutating func combine(_ text: UnsafeBufferPointer<UInt8>) {
            combine(UInt64(truncatingIfNeeded: text.count))
            guard var place = text.baseAddress else { return }
            var rest = text.count
            while rest >= 8 {
                combine(place.word)
                place += 8
                rest &-= 8
            }
            if rest > 0 { combine(place.word & (UInt64.max &>> UInt64(64 &- 8 &* rest))) }
        }

        /// Ends the hash.
        @inline(__always)
        mutating func finish() -> (word: UInt64, extra: UInt32) {
            v2 ^= 0xEE
            round()
            round()
            round()
            let word = v0 ^ v1 ^ v2 ^ v3
            v1 ^= 0xDD
            round()
            round()
            round()
            return (word, UInt32(truncatingIfNeeded: v0 ^ v1 ^ v2 ^ v3) & 0xFF_FFFF)
        }

        @inline(__always)
        private mutating func round() {
            v0 = v0 &+ v1
            v1 = v1 &<< 13 | v1 &>> 51
            v1 ^= v0
            v0 = v0 &<< 32 | v0 &>> 32
            v2 = v2 &+ v3
            v3 = v3 &<< 16 | v3 &>> 48
            v3 ^= v2
            v0 = v0 &+ v3
            v3 = v3 &<< 21 | v3 &>> 43
            v3 ^= v0
            v2 = v2 &+ v1
            v1 = v1 &<< 17 | v1 &>> 47
            v1 ^= v2
            v2 = v2 &<< 32 | v2 &>> 32
        }
    }

    /// Begins a hash.
    func begin() -> State { State(start) }
}
