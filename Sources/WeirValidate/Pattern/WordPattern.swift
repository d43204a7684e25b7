import WeirModel

/// A pattern for texts of at most eight characters, each out of at most two ranges of ASCII, such as `[A-Z0-9]{5,6}`.
///
/// Codes and abbreviations have such patterns. All characters of a text are compared with their ranges at once, in the
/// word that holds them, where a table takes a look-up for each.
struct WordPattern: Sendable {
    // The ends of two ranges for each character, the first one lowest. A range that is not needed holds nothing.
    private var (low, high, otherLow, otherHigh): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private let least: Int
    private let most: Int

    /// Compiles a pattern; `nil` if it is not of that kind.
    init?(_ node: PatternNode) {
        guard let places = Self.places(of: node), places.sets.count <= 8 else { return nil }
        (least, most) = (places.least, places.sets.count)
        for (place, set) in places.sets.enumerated() {
            guard let first = set.ranges.first, set.ranges.count <= 2, set.ranges.allSatisfy({ $0.upperBound < 0x80 })
            else { return nil }
            let other = set.ranges.count == 2 ? set.ranges[1] : 0x7F...0x7F
            let shift = UInt64(8 * place)
            low |= UInt64(first.lowerBound) << shift
            high |= UInt64(first.upperBound) << shift
            otherLow |= UInt64(other.lowerBound) << shift
            otherHigh |= UInt64(set.ranges.count == 2 ? other.upperBound : 0) << shift
        }
    }

    /// Whether the pattern matches a text of that length with these first eight bytes.
    @inline(__always)
    func matches(count: Int, word: UInt64) -> Bool {
        let tops: UInt64 = 0x8080_8080_8080_8080
        // The top bit of a byte stays where the byte is not less than its limit. A byte beyond ASCII may borrow from
        // those behind it, and fails itself.
        let raised = word | tops
        var inside = (raised &- low) & ((high | tops) &- word)
        inside |= (raised &- otherLow) & ((otherHigh | tops) &- word)
        let wanted = tops & ~(UInt64.max << UInt64(truncatingIfNeeded: 8 &* count))
        return inside & ~word & wanted == wanted && count >= least && count <= most
    }

    /// The sets of the characters in order, and how many of them there are at least.
    private static func places(of node: PatternNode) -> (sets: [ScalarSet], least: Int)? {
        switch node {
        case .set(let set): return ([set], 1)
        case .sequence(let parts):
            var sets: [ScalarSet] = []
            var least = 0
            for part in parts {
                // Only the end may be left out.
                guard least == sets.count, let places = places(of: part) else { return nil }
                least += places.least
                sets += places.sets
                guard sets.count <= 8 else { return nil }
            }
            return (sets, least)
        case .repetition(let node, let least, let most):
            guard let most, most <= 8, let places = places(of: node), places.least == places.sets.count,
                places.sets.count == 1 || least == most
            else { return nil }
            return (Array(repeatElement(places.sets, count: most).joined()), least * places.sets.count)
        case .alternatives(let branches):
            return branches.count == 1 ? places(of: branches[0]) : nil
        }
    }
}
