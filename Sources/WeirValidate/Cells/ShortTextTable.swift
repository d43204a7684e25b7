import WeirModel

/// A few texts of at most eight bytes, to be asked by their words: one multiplication, one look-up, no loop.
///
/// A table without collisions is searched for when the schema is compiled: multipliers are tried until every text has a
/// place of its own.
struct ShortTextTable: Sendable {
    private struct Entry {
        var word: UInt64
        /// The length of the text; one that no text has where the place is free.
        var count: UInt64
    }

    private let entries: [Entry]
    private let multiplier: UInt64
    private let shift: UInt64

    /// Makes a table; `nil` if a text is too long, or if no multiplier was found.
    init?(_ texts: [[UInt8]]) {
        let distinct = Set(texts)
        guard distinct.count <= 1024, distinct.allSatisfy({ $0.count <= 8 }) else { return nil }
        let wanted = distinct.map { text in
            Entry(word: text.reversed().reduce(0) { $0 << 8 | UInt64($1) }, count: UInt64(text.count))
        }
        var bits = 3
        while 1 << bits < distinct.count * 4 { bits += 1 }
        for bits in bits...bits + 3 {
            var multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
            for _ in 0..<64 {
                let shift = UInt64(64 - bits)
                if let entries = Self.place(wanted, multiplier: multiplier, shift: shift) {
                    self.entries = entries
                    self.multiplier = multiplier
                    self.shift = shift
                    return
                }
                multiplier = (multiplier &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) | 1
            }
        }
        return nil
    }

    private static func place(_ wanted: [Entry], multiplier: UInt64, shift: UInt64) -> [Entry]? {
        var entries = [Entry](repeating: Entry(word: 0, count: .max), count: 1 << Int(64 - shift))
        for entry in wanted {
            let place = Int((entry.word &* multiplier) >> shift)
            guard entries[place].count == .max else { return nil }
            entries[place] = entry
        }
        return entries
    }

    /// Whether the text in a row of a tile is in the table.
    func contains(_ index: Int, of tile: ColumnTile) -> Bool {
        entries.withUnsafeBufferPointer { differs(index, of: tile, $0) == 0 }
    }

    /// The first row of a tile, from `start` on, whose text is there and not in the table; the number of rows if there
    /// is none.
    func firstOther(in tile: ColumnTile, from start: Int) -> Int {
        entries.withUnsafeBufferPointer { entries in
            var index = start
            while index < tile.count, differs(index, of: tile, entries) == 0 || tile.validity[index] == 0 {
                index &+= 1
            }
            return index
        }
    }

    /// 0 if the text in a row of a tile is in the table.
    @inline(__always)
    private func differs(_ index: Int, of tile: ColumnTile, _ entries: UnsafeBufferPointer<Entry>) -> UInt64 {
        let count = UInt64(tile.slices[index].count)
        // For a text of eight bytes or more nothing is masked; a longer one fails by its length.
        let mask = count >= 8 ? .max : (1 &<< (8 &* count)) &- 1
        let word = tile.words[index] & mask
        let entry = entries[Int((word &* multiplier) &>> shift)]
        return (entry.word ^ word) | (entry.count ^ count)
    }
}
