/// One escape: a backslash and what belongs to it.
struct PatternEscape {
    /// The scalars that it stands for.
    let set: ScalarSet
    /// Whether it is a class of its own and so cannot bound a range.
    let isClass: Bool
    /// The place behind it.
    let end: Int

    /// Reads the escape whose backslash is at `start`.
    init(_ scalars: [Unicode.Scalar], behind start: Int) throws(PatternProblem) {
        let place = start + 1
        guard place < scalars.count else {
            throw PatternProblem(position: start + 1, message: "a backslash needs something behind it")
        }
        var (set, isClass, end): (ScalarSet?, Bool, Int) = (nil, false, place + 1)
        func one(_ value: UInt32) -> ScalarSet { ScalarSet([value...value]) }
        switch scalars[place] {
        case "d": (set, isClass) = (.digits, true)
        case "D": (set, isClass) = (ScalarSet.digits.inverted, true)
        case "w": (set, isClass) = (.wordCharacters, true)
        case "W": (set, isClass) = (ScalarSet.wordCharacters.inverted, true)
        case "s": (set, isClass) = (.spaces, true)
        case "S": (set, isClass) = (ScalarSet.spaces.inverted, true)
        case "t": set = one(0x09)
        case "n": set = one(0x0A)
        case "v": set = one(0x0B)
        case "f": set = one(0x0C)
        case "r": set = one(0x0D)
        case "x", "u":
            let digits = scalars[place] == "x" ? 2 : 4
            end = place + 1 + digits
            if end <= scalars.count,
                let value = UInt32(String(String.UnicodeScalarView(scalars[(place + 1)..<end])), radix: 16),
                Unicode.Scalar(value) != nil
            {
                set = one(value)
            }
        case let scalar where scalar.isASCII && !ScalarSet.wordCharacters.contains(scalar):
            set = one(scalar.value)
        default: break
        }
        guard let set else {
            let text = "\\" + String(scalars[place])
            throw PatternProblem(position: start + 1, message: "\"\(text)\" is not supported")
        }
        (self.set, self.isClass, self.end) = (set, isClass, end)
    }
}

extension ScalarSet {
    fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar.value) } }
}
