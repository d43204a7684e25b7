import Testing
import WeirTestKit

@testable import Weir

@Suite("Alignment of what is expected with what was found")
struct AlignmentTests {
    private func steps(_ expected: String, _ found: String) -> [Alignment.Step] {
        let (expected, found) = (Array(expected), Array(found))
        return Alignment(expected: expected.count, found: found.count) { expected[$0] == found[$1] }.steps
    }

    @Test("what is the same stays together, what is between belongs to each other in order")
    func steps() {
        #expect(steps("", "").isEmpty)
        #expect(steps("a", "a") == [.same(expected: 0, found: 0)])
        #expect(steps("ab", "b") == [.missing(expected: 0), .same(expected: 1, found: 0)])
        #expect(steps("b", "ab") == [.surplus(found: 0), .same(expected: 0, found: 1)])
        #expect(
            steps("axb", "ayzb")
                == [
                    .same(expected: 0, found: 0), .changed(expected: 1, found: 1), .surplus(found: 2),
                    .same(expected: 2, found: 3),
                ])
    }

    @Test("every item of both lists is told once and in order, and as many are the same as can be")
    func law() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let left = (0..<Int.random(in: 0...8, using: &random)).map { _ in Int.random(in: 0...2, using: &random) }
            let right = (0..<Int.random(in: 0...8, using: &random)).map { _ in Int.random(in: 0...2, using: &random) }
            var (expected, found, same): ([Int], [Int], Int) = ([], [], 0)
            for step in Alignment(expected: left.count, found: right.count, matches: { left[$0] == right[$1] }).steps {
                switch step {
                case .same(let one, let other):
                    #expect(left[one] == right[other])
                    same += 1
                    expected.append(one)
                    found.append(other)
                case .changed(let one, let other):
                    expected.append(one)
                    found.append(other)
                case .missing(let place): expected.append(place)
                case .surplus(let place): found.append(place)
                }
            }
            #expect(expected == Array(left.indices))
            #expect(found == Array(right.indices))
            #expect(same == longestCommon(left[...], right[...]))
        }
    }

    private func longestCommon(_ left: ArraySlice<Int>, _ right: ArraySlice<Int>) -> Int {
        guard let first = left.first, let other = right.first else { return 0 }
        if first == other { return 1 + longestCommon(left.dropFirst(), right.dropFirst()) }
        return max(longestCommon(left.dropFirst(), right), longestCommon(left, right.dropFirst()))
    }
}
