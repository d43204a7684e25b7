/// Finds what a person probably meant.
public enum NearMiss {
    /// The candidate that is most like a text, if one is like it enough.
    ///
    /// A short text bears fewer mistakes than a long one: none up to two characters, one up to five, two up to nine
    /// and three above. A different case is no mistake at all.
    ///
    /// - Parameters:
    ///   - text: what was written.
    ///   - candidates: what could have been written; the first one wins among equals.
    public static func suggestion(for text: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(text.lowercased())
        guard wanted.count <= longest else { return nil }
        let allowed =
            switch wanted.count {
            case ...2: 0
            case ...5: 1
            case ...9: 2
            default: 3
            }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let offered = Array(candidate.lowercased())
            guard abs(offered.count - wanted.count) <= allowed else { continue }
            let distance = distance(wanted, offered)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// The end of a message: ` (did you mean "delimiter"?)`, or nothing.
    public static func hint(for text: String, among candidates: some Sequence<String>) -> String {
        suggestion(for: text, among: candidates).map { " (did you mean \"\($0)\"?)" } ?? ""
    }

    /// A text above this length, in characters, is no mistyped name.
    private static var longest: Int { 100 }

    /// How many characters must be inserted, deleted, replaced or swapped with their neighbour to get from one text
    /// to another: the Damerau-Levenshtein distance in its restricted form (optimal string alignment).
    static func distance<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, a) in left.enumerated() {
            var current = [row + 1]
            for (column, b) in right.enumerated() {
                var least = min(previous[column] + (a == b ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, a == right[column - 1], left[row - 1] == b {
                    least = min(least, beforePrevious[column - 1] + 1)
                }
                current.append(least)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
