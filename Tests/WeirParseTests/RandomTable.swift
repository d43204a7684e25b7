@testable import WeirParse

/// Seeded random numbers (SplitMix64), so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0xD134_2543_DE82_EF95 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Well-formed random tables in a dialect.
struct RandomTable {
    let dialect: Dialect
    var random: Seeded

    /// Writes a table of `rows` records with `columns` cells each.
    mutating func text(rows: Int, columns: Int) -> [UInt8] {
        var text: [UInt8] = []
        let lineEnds: [[UInt8]] = [[0x0A], [0x0D, 0x0A], [0x0D]]
        let mixed = Bool.random(using: &random)
        let usual = lineEnds.randomElement(using: &random) ?? [0x0A]
        for row in 0..<rows {
            if Int.random(in: 0..<20, using: &random) == 0 { text += [0x0A] }
            if !dialect.comment.isEmpty, Int.random(in: 0..<10, using: &random) == 0 {
                text += dialect.comment + Array(" a \" comment, with".utf8) + [0x0A]
            }
            for column in 0..<columns {
                if column > 0 { text += dialect.delimiter }
                text += cell(mayBeBare: !(column == 0))
            }
            if row + 1 < rows || Bool.random(using: &random) {
                text += mixed ? lineEnds.randomElement(using: &random) ?? [0x0A] : usual
            }
        }
        return text
    }

    private mutating func cell(mayBeBare: Bool) -> [UInt8] {
        let words = [
            "a", "", "12", "é", "x y", "3.5", "NA", "漢字", "long text here to cross a block of sixty-four bytes at once",
        ]
        let word = Array((words.randomElement(using: &random) ?? "a").utf8)
        let kind = Int.random(in: 0..<6, using: &random)
        if kind < 3, mayBeBare || !word.isEmpty { return word }
        guard let quote = dialect.quote else { return word.isEmpty ? [0x7A] : word }
        var inner = word
        if kind == 4 { inner += [0x0A] + dialect.delimiter + [0x0D, 0x0A] }
        if kind == 5 {
            if let escape = dialect.escape {
                inner += [escape, quote, 0x71, escape, escape]
            } else if dialect.doubleQuote {
                inner += [quote, quote] + word + [quote, quote]
            }
        }
        return [quote] + inner + [quote]
    }
}
