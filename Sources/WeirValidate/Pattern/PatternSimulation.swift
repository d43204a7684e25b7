/// Runs an automaton on a text, all its states at once: time in proportion to the text times the pattern, for any
/// pattern and any text (after Rob Pike).
struct PatternSimulation {
    private let automaton: PatternAutomaton
    private var current: PatternThreads
    private var following: PatternThreads

    init(_ automaton: PatternAutomaton) {
        self.automaton = automaton
        current = PatternThreads(automaton)
        following = current
    }

    /// Whether the pattern matches the whole text.
    mutating func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        current.removeAll()
        current.add(automaton.start)
        for byte in text {
            following.removeAll()
            for state in current.resting {
                if case .bytes(let range, let next) = automaton.states[state], range.contains(byte) {
                    following.add(next)
                }
            }
            swap(&current, &following)
            if current.resting.isEmpty { return false }
        }
        return current.resting.contains(0)
    }
}
