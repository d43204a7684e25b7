/// A pattern as a deterministic automaton: one look-up per byte.
///
/// It is built ahead and then only read, so that all cores share it without a lock. A pattern whose table would grow too
/// large has none and is simulated.
struct PatternTable: Sendable {
    /// The most states of a table.
    static let mostStates = 1000
    /// The most steps for building it.
    static let mostWork = 1_000_000

    private let classes: [UInt8]
    private let classCount: Int
    private let next: [UInt16]
    private let isMatch: [Bool]

    /// Builds the table, if it stays small.
    init?(_ automaton: PatternAutomaton) {
        (classes, classCount) = Self.classes(of: automaton)
        var samples = [UInt8](repeating: 0, count: classCount)
        for byte in UInt8.min...UInt8.max { samples[Int(classes[Int(byte)])] = byte }

        var threads = PatternThreads(automaton)
        // State 0 is the dead end.
        var sets: [[Int]] = [[]]
        var numbers: [[Int]: Int] = [[]: 0]
        var next: [UInt16] = []
        var work = 0
        func number(of set: [Int]) -> Int {
            if let known = numbers[set] { return known }
            sets.append(set)
            numbers[set] = sets.count - 1
            return sets.count - 1
        }
        threads.add(automaton.start)
        _ = number(of: threads.resting.sorted())
        var state = 0
        while state < sets.count {
            for sample in samples {
                threads.removeAll()
                for member in sets[state] {
                    if case .bytes(let range, let target) = automaton.states[member], range.contains(sample) {
                        threads.add(target)
                    }
                }
                work += sets[state].count + threads.resting.count
                guard work <= Self.mostWork else { return nil }
                next.append(UInt16(truncatingIfNeeded: number(of: threads.resting.sorted())))
                guard sets.count <= Self.mostStates else { return nil }
            }
            state += 1
        }
        self.next = next
        isMatch = sets.map { $0.contains(0) }
    }

    /// Whether the pattern matches the whole text.
    @inline(__always)
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var state = 1
        classes.withUnsafeBufferPointer { classes in
            next.withUnsafeBufferPointer { next in
                for byte in text {
                    state = Int(next[state &* classCount &+ Int(classes[Int(byte)])])
                    if state == 0 { break }
                }
            }
        }
        return isMatch[state]
    }

    /// Bytes that no state tells apart share a class.
    private static func classes(of automaton: PatternAutomaton) -> ([UInt8], Int) {
        var begins = [Bool](repeating: false, count: 257)
        for case .bytes(let range, _) in automaton.states {
            begins[Int(range.lowerBound)] = true
            begins[Int(range.upperBound) + 1] = true
        }
        var classes = [UInt8](repeating: 0, count: 256)
        var current = 0
        for byte in 1..<256 {
            if begins[byte] { current += 1 }
            classes[byte] = UInt8(truncatingIfNeeded: current)
        }
        return (classes, current + 1)
    }
}
