/// Reads what stands between `[` and `]`.
struct PatternClassParser {
    private let scalars: [Unicode.Scalar]
    private let start: Int
    /// The place behind what has been read.
    private(set) var place: Int

    /// Begins behind the `[` in front of `place`.
    init(_ scalars: [Unicode.Scalar], place: Int) {
        self.scalars = scalars
        self.place = place
        start = place - 1
    }

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    /// Reads up to and including the `]`.
    mutating func parse() throws(PatternProblem) -> ScalarSet {
        let isNegated = next == "^"
        if isNegated { place += 1 }
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            let itemStart = place
            let item = try member()
            guard next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
                ranges += item.set.ranges
                continue
            }
            place += 1
            let last = try member()
            guard !item.isClass, !last.isClass, let low = item.set.ranges.first?.lowerBound,
                let high = last.set.ranges.first?.upperBound, low <= high
            else {
                throw PatternProblem(position: itemStart + 1, message: "this range has no order")
            }
            ranges.append(low...high)
        }
        guard next == "]" else { throw PatternProblem(position: start + 1, message: "the class is not closed") }
        place += 1
        let set = ScalarSet(ranges)
        return isNegated ? set.inverted : set
    }

    private mutating func member() throws(PatternProblem) -> (set: ScalarSet, isClass: Bool) {
        guard let scalar = next else {
            throw PatternProblem(position: start + 1, message: "the class is not closed")
        }
        switch scalar {
        case "\\":
            let escape = try PatternEscape(scalars, behind: place)
            place = escape.end
            return (escape.set, escape.isClass)
        case "[":
            throw PatternProblem(position: place + 1, message: "a \"[\" in a class must be written \"\\[\"")
        default:
            place += 1
            return (ScalarSet([scalar.value...scalar.value]), false)
        }
    }
}
