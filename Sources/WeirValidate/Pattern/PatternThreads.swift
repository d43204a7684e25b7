/// The states that an automaton is in at once: a sparse set, emptied in no time.
struct PatternThreads {
    private let states: [PatternAutomaton.State]
    private var order: [Int] = []
    private var positions: [Int]
    private var stack: [Int] = []

    init(_ automaton: PatternAutomaton) {
        states = automaton.states
        positions = [Int](repeating: 0, count: states.count)
        order.reserveCapacity(states.count)
    }

    /// The states, without those that only lead to others.
    private(set) var resting: [Int] = []

    /// Goes back to no state.
    mutating func removeAll() {
        order.removeAll(keepingCapacity: true)
        resting.removeAll(keepingCapacity: true)
    }

    /// Adds a state and all that can be reached from it without taking a byte.
    mutating func add(_ state: Int) {
        stack.append(state)
        while let state = stack.popLast() {
            let position = positions[state]
            if position < order.count, order[position] == state { continue }
            positions[state] = order.count
            order.append(state)
            if case .fork(let ways) = states[state] {
                stack += ways
            } else {
                resting.append(state)
            }
        }
    }
}
