import WeirModel

/// A regular expression for whole texts that takes linear time on every text.
struct TextPattern: Sendable {
    private let automaton: PatternAutomaton
    private let table: PatternTable?
    private let word: WordPattern?

    /// Compiles a pattern; see `PatternParser` for what it may say.
    init(_ pattern: String) throws(PatternProblem) {
        let node = try PatternParser.parse(pattern)
        automaton = try PatternAutomaton(node)
        table = PatternTable(automaton)
        word = WordPattern(node)
    }

    /// Compiles a pattern that need only match a part of a text, as JSON Schema has it; `^` and `$` mark its ends.
    init(searchingFor pattern: String) throws(PatternProblem) {
        automaton = try PatternAutomaton(try PatternParser.parse(pattern, isPart: true))
        table = PatternTable(automaton)
        word = nil
    }

    /// Compiles a pattern to be simulated without a table, so that tests can compare the two.
    init(simulating pattern: String) throws(PatternProblem) {
        automaton = try PatternAutomaton(try PatternParser.parse(pattern))
        table = nil
        word = nil
    }

    /// Whether there is a table.
    var isDeterministic: Bool { table != nil }

    /// Calls `body` for each row of the tile whose text the pattern does not match.
    func forEachMismatch(in tile: ColumnTile, _ body: (Int) -> Void) {
        if let word {
            for index in 0..<tile.count
            where !word.matches(count: Int(tile.slices[index].count), word: tile.words[index])
                && tile.validity[index] != 0
            {
                body(index)
            }
        } else if let table {
            for index in 0..<tile.count where tile.validity[index] != 0 && !table.matches(tile.text(at: index)) {
                body(index)
            }
        } else {
            var simulation = PatternSimulation(automaton)
            for index in 0..<tile.count where tile.validity[index] != 0 && !simulation.matches(tile.text(at: index)) {
                body(index)
            }
        }
    }

    /// Lends a matcher for several texts.
    @inline(__always)
    func withMatcher(_ body: ((UnsafeBufferPointer<UInt8>) -> Bool) -> Void) {
        if let table {
            body { table.matches($0) }
        } else {
            var simulation = PatternSimulation(automaton)
            body { simulation.matches($0) }
        }
    }

    /// Whether the pattern matches the whole text.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if let table { return table.matches(text) }
        var simulation = PatternSimulation(automaton)
        return simulation.matches(text)
    }
}
