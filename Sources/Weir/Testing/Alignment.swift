/// Which expected items belong to which found ones, so that as few as possible are missing or too many.
struct Alignment {
    /// One step from the start of both lists to their ends.
    enum Step: Equatable {
        /// The expected item is the found one.
        case same(expected: Int, found: Int)
        /// The expected item is not there; another one is in its place.
        case changed(expected: Int, found: Int)
        /// The expected item is not there.
        case missing(expected: Int)
        /// The found item is one too many.
        case surplus(found: Int)
    }

    /// Above so many pairs, items are compared place by place.
    private static var mostPairs: Int { 1 << 20 }

    /// The steps in order.
    private(set) var steps: [Step] = []

    /// Aligns two lists by their longest common subsequence.
    ///
    /// - Parameters:
    ///   - expected: how many items are expected.
    ///   - found: how many were found.
    ///   - matches: whether an expected item is the same as a found one, by their places.
    init(expected: Int, found: Int, matches: (Int, Int) -> Bool) {
        var start = 0
        while start < min(expected, found), matches(start, start) { start += 1 }
        var end = 0
        while end < min(expected, found) - start, matches(expected - 1 - end, found - 1 - end) { end += 1 }
        steps = (0..<start).map { .same(expected: $0, found: $0) }
        align(start..<(expected - end), start..<(found - end), matches)
        steps += (0..<end).reversed().map { .same(expected: expected - 1 - $0, found: found - 1 - $0) }
    }

    private mutating func align(_ expected: Range<Int>, _ found: Range<Int>, _ matches: (Int, Int) -> Bool) {
        let (pairs, overflow) = expected.count.multipliedReportingOverflow(by: found.count)
        guard !overflow, pairs <= Self.mostPairs else { return appendChanged(expected, found) }

        // How many items can be the same from a pair of places on.
        let width = found.count + 1
        var lengths = [Int](repeating: 0, count: (expected.count + 1) * width)
        for row in expected.indices.reversed() {
            for column in found.indices.reversed() {
                let place = (row - expected.lowerBound) * width + (column - found.lowerBound)
                lengths[place] =
                    matches(row, column)
                    ? lengths[place + width + 1] + 1 : max(lengths[place + width], lengths[place + 1])
            }
        }
        var (row, column) = (expected.lowerBound, found.lowerBound)
        var (missing, surplus) = (row, column)
        while row < expected.upperBound, column < found.upperBound {
            let place = (row - expected.lowerBound) * width + (column - found.lowerBound)
            if matches(row, column) {
                appendChanged(missing..<row, surplus..<column)
                steps.append(.same(expected: row, found: column))
                (row, column) = (row + 1, column + 1)
                (missing, surplus) = (row, column)
            } else if lengths[place + width] >= lengths[place + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        appendChanged(missing..<expected.upperBound, surplus..<found.upperBound)
    }

    /// Between two items that are the same, the others belong to each other in their order.
    private mutating func appendChanged(_ expected: Range<Int>, _ found: Range<Int>) {
        for (expected, found) in zip(expected, found) { steps.append(.changed(expected: expected, found: found)) }
        for place in expected.dropFirst(found.count) { steps.append(.missing(expected: place)) }
        for place in found.dropFirst(expected.count) { steps.append(.surplus(found: place)) }
    }
}
