/// A pattern as a nondeterministic automaton over bytes, after Ken Thompson.
struct PatternAutomaton: Sendable {
    /// What a state does.
    enum State: Sendable {
        /// Takes a byte of a range and goes on.
        case bytes(ClosedRange<UInt8>, next: Int)
        /// Goes on in several ways at once, without taking a byte.
        case fork([Int])
        /// The text may end here.
        case match
    }

    /// The most states: more than any sensible pattern needs, and few enough to run them all for each byte.
    static let mostStates = 10_000

    private(set) var states: [State] = [.match]
    private(set) var start = 0
    private var fuel = 4 * PatternAutomaton.mostStates

    /// Builds the automaton of a pattern.
    init(_ node: PatternNode) throws(PatternProblem) {
        start = try add(node, before: 0)
    }

    private mutating func add(_ state: State) throws(PatternProblem) -> Int {
        guard states.count < Self.mostStates else { throw Self.tooLarge }
        states.append(state)
        return states.count - 1
    }

    private static var tooLarge: PatternProblem {
        PatternProblem(position: 1, message: "the pattern is too large when its quantifiers are written out")
    }

    /// Adds what matches a node and then goes on at `next`; returns where it begins.
    private mutating func add(_ node: PatternNode, before next: Int) throws(PatternProblem) -> Int {
        // Quantifiers of quantifiers of nothing would add no state and still take for ever.
        fuel -= 1
        guard fuel > 0 else { throw Self.tooLarge }
        switch node {
        case .set(let set):
            var starts: [Int] = []
            for sequence in set.byteSequences {
                var place = next
                for range in sequence.reversed() { place = try add(.bytes(range, next: place)) }
                starts.append(place)
            }
            return starts.count == 1 ? starts[0] : try add(.fork(starts))
        case .sequence(let parts):
            var place = next
            for part in parts.reversed() { place = try add(part, before: place) }
            return place
        case .alternatives(let branches):
            var starts: [Int] = []
            for branch in branches { starts.append(try add(branch, before: next)) }
            return try add(.fork(starts))
        case .repetition(let node, let least, let most):
            var place = next
            if let most {
                for _ in 0..<(most - least) {
                    let again = try add(node, before: place)
                    place = try add(.fork([again, next]))
                }
            } else {
                place = try add(.fork([]))
                let again = try add(node, before: place)
                states[place] = .fork([again, next])
            }
            for _ in 0..<least { place = try add(node, before: place) }
            return place
        }
    }
}
