import WeirParse

/// The dialect that explains a text best, and the next best.
struct DialectGuess {
    /// The best one.
    let best: DialectScore
    /// The best one with another delimiter.
    let runnerUp: DialectScore?

    /// Tries all candidates.
    ///
    /// - Parameters:
    ///   - texts: whole lines; the first text is the start of the input.
    ///   - stated: the delimiter that the input names itself.
    init(_ texts: [[UInt8]], stated: [UInt8]? = nil) {
        let all = texts.count == 1 ? texts[0] : texts.flatMap { $0 }
        var scores: [DialectScore] = []
        for (dialect, weight) in DialectCandidates.all(for: all) {
            scores.append(DialectScore(texts, dialect: dialect, weight: weight))
            if let spaced = Self.withoutSpaces(dialect, texts, weight), spaced.value > 0 { scores.append(spaced) }
        }
        var single = Dialect()
        // Any delimiter will do that is not there; the quotes are the usual ones.
        single.delimiter = Self.absentDelimiter(all)
        scores.append(DialectScore(texts, dialect: single, weight: 1))
        if all.contains(UInt8(ascii: "\"")) {
            single.quote = nil
            scores.append(DialectScore(texts, dialect: single, weight: 1))
        }
        scores = scores.filter(Self.isTrusted)
        let isStated = scores.map { $0.dialect.delimiter == stated }
        if isStated.contains(true) { scores = zip(scores, isStated).filter(\.1).map(\.0) }
        // The first of equals: `max` would take the last.
        var best = scores.first ?? DialectScore(texts, dialect: single, weight: 1)
        for score in scores.dropFirst() where score.value > best.value * 1.0001 { best = score }
        self.best = best
        let others = scores.filter { $0.dialect.delimiter != best.dialect.delimiter && $0.width > 1 }
        runnerUp = others.max { $0.value < $1.value }
    }

    private static func absentDelimiter(_ text: [UInt8]) -> [UInt8] {
        [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")].first { !text.contains($0) }.map { [$0] } ?? [
            0x1F
        ]
    }

    /// The dialect with the spaces behind its delimiters left out, if most delimiters have one.
    private static func withoutSpaces(_ dialect: Dialect, _ texts: [[UInt8]], _ weight: Double) -> DialectScore? {
        let delimiter = dialect.delimiter
        let spaced = delimiter + [0x20]
        var (all, followed) = (0, 0)
        for text in texts {
            for index in text.indices where text[index] == delimiter[0] && text[index...].starts(with: delimiter) {
                all += 1
                if text[index...].starts(with: spaced) { followed += 1 }
            }
        }
        let isColumns = delimiter == [0x20]
        guard followed > 1, isColumns || followed * 10 >= all * 9 else { return nil }
        var without = dialect
        without.skipInitialSpace = true
        // As good as with the spaces is better without them.
        return DialectScore(texts, dialect: without, weight: min(weight * (isColumns ? 1.02 : 1.05), 1.05))
    }

    /// Words with spaces between them are no table, and neither are two that a colon joins.
    private static func isTrusted(_ score: DialectScore) -> Bool {
        let isWeak = score.dialect.delimiter == [0x20] || score.dialect.delimiter == [UInt8(ascii: ":")]
        guard isWeak else { return true }
        return score.width > 1 && score.records > 1 && score.typedShare > 0 && score.matching * 20 >= score.records * 19
    }
}
