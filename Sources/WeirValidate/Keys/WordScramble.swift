/// Spreads words evenly over all words, each to a word of its own, in a way that nobody can foresee.
struct WordScramble: Sendable {
    private static let multiplier: UInt64 = 0xD6E8_FEB8_6659_FD93
    private static let inverseMultiplier = inverse(of: multiplier)

    private let mask = UInt64.random(in: .min ... .max)
    private let factor: UInt64
    private let inverseFactor: UInt64

    /// Makes a scramble of its own.
    init() {
        factor = .random(in: .min ... .max) | 1
        inverseFactor = Self.inverse(of: factor)
    }

    /// The word of a value.
    @inline(__always)
    func callAsFunction(_ value: UInt64) -> UInt64 {
        var word = (value ^ mask) &* factor
        word = (word ^ word &>> 32) &* Self.multiplier
        word = (word ^ word &>> 32) &* Self.multiplier
        return word ^ word &>> 32
    }

    /// The value that a word was made of.
    func value(of scrambled: UInt64) -> UInt64 {
        var word = scrambled ^ scrambled &>> 32
        word = word &* Self.inverseMultiplier
        word = (word ^ word &>> 32) &* Self.inverseMultiplier
        return (word ^ word &>> 32) &* inverseFactor ^ mask
    }

    /// What undoes a multiplication by an odd number: each step doubles the bits that are right.
    private static func inverse(of odd: UInt64) -> UInt64 {
        var inverse = odd
        for _ in 0..<5 { inverse = inverse &* (2 &- odd &* inverse) }
        return inverse
    }
}
