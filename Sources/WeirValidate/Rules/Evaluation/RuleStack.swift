/// The values that a program has made and not used yet, in the memory of its machine.
struct RuleStack {
    private let words: UnsafeMutablePointer<UInt64>
    private let extras: UnsafeMutablePointer<Int32>
    private let count: Int
    private var values = 0

    /// An empty stack.
    ///
    /// - Parameters:
    ///   - words: room for two words per row of a tile and value.
    ///   - extras: room for one per row of a tile and value.
    ///   - count: the rows of the tile.
    init(words: UnsafeMutablePointer<UInt64>, extras: UnsafeMutablePointer<Int32>, count: Int) {
        self.words = words
        self.extras = extras
        self.count = count
    }

    /// A value so many places below the topmost.
    func top(_ below: Int = 0) -> RuleLanes { lanes(values - 1 - below) }

    /// Makes room for a value.
    mutating func push() -> RuleLanes {
        values += 1
        return top()
    }

    /// Takes the topmost value off, and lends it with the one below.
    mutating func pair() -> RulePair {
        values -= 1
        return RulePair(left: lanes(values - 1), right: lanes(values), count: count)
    }

    private func lanes(_ place: Int) -> RuleLanes {
        let rows = ColumnTile.rows
        return RuleLanes(
            bits: words + 2 * place * rows, extra: extras + place * rows, known: words + (2 * place + 1) * rows)
    }
}
