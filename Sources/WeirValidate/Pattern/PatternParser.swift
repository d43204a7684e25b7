/// Reads the regular expressions of Table Schema: what XML Schema and Python have in common.
///
/// The expression is for the whole text, so a leading `^` and a trailing `$` say nothing new and are taken as such.
/// There are literals, `.`, classes, `\d \w \s \D \W \S`, groups, `|`, and the quantifiers `* + ? {m} {m,} {m,n}` (a `?`
/// behind one changes nothing for a whole text). Whatever else there is in some dialect is refused and not guessed at.
struct PatternParser {
    /// The most repetitions that a quantifier may ask for.
    static let mostRepetitions = 1000
    /// How deep groups may be nested.
    static let mostDepth = 100

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var depth = 0
    /// Whether there is a "$" at the end.
    private var isAtEnd = false

    private init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    /// Reads a pattern.
    ///
    /// - Parameter isPart: whether it need only match a part of the text; then `^` and `$` say something.
    static func parse(_ pattern: String, isPart: Bool = false) throws(PatternProblem) -> PatternNode {
        var parser = PatternParser(pattern)
        let isAtStart = parser.skip("^")
        let node = try parser.alternatives()
        guard parser.next == nil else { throw parser.problem("there is no group to close") }
        guard isPart else { return node }
        if case .alternatives(let branches) = node, branches.count > 1, isAtStart || parser.isAtEnd {
            throw parser.problem("alternatives with \"^\" or \"$\" must be in a group, as in \"^(a|b)$\"", at: 0)
        }
        let anything = PatternNode.repetition(.set(ScalarSet([]).inverted), least: 0, most: nil)
        return .sequence((isAtStart ? [] : [anything]) + [node] + (parser.isAtEnd ? [] : [anything]))
    }

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private func problem(_ message: String, at place: Int? = nil) -> PatternProblem {
        PatternProblem(position: (place ?? self.place) + 1, message: message)
    }

    private mutating func take() -> Unicode.Scalar? {
        guard let scalar = next else { return nil }
        place += 1
        return scalar
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    private mutating func alternatives() throws(PatternProblem) -> PatternNode {
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternProblem) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            if scalar == "$", place == scalars.count - 1 {
                place += 1
                isAtEnd = true
                break
            }
            parts.append(try quantified(try atom()))
        }
        return .sequence(parts)
    }

    private mutating func atom() throws(PatternProblem) -> PatternNode {
        let start = place
        guard let scalar = take() else { throw problem("something is missing here") }
        switch scalar {
        case "(": return try group(from: start)
        case "[":
            var parser = PatternClassParser(scalars, place: place)
            let set = try parser.parse()
            place = parser.place
            return .set(set)
        case "\\":
            let escape = try PatternEscape(scalars, behind: start)
            place = escape.end
            return .set(escape.set)
        case ".": return .set(.dot)
        case "*", "+", "?", "{": throw problem("there is nothing to repeat", at: start)
        case "^": throw problem("\"^\" can only begin a pattern", at: start)
        case "$": throw problem("\"$\" can only end a pattern", at: start)
        default: return .set(ScalarSet([scalar.value...scalar.value]))
        }
    }

    private mutating func group(from start: Int) throws(PatternProblem) -> PatternNode {
        if skip("?"), !skip(":") { throw problem("only plain groups and \"(?:\" are supported", at: start) }
        depth += 1
        guard depth <= Self.mostDepth else { throw problem("groups are nested too deep", at: start) }
        let node = try alternatives()
        guard skip(")") else { throw problem("the group is not closed", at: start) }
        depth -= 1
        return node
    }

    private mutating func quantified(_ node: PatternNode) throws(PatternProblem) -> PatternNode {
        let start = place
        let result: PatternNode
        switch next {
        case "*": (place, result) = (place + 1, .repetition(node, least: 0, most: nil))
        case "+": (place, result) = (place + 1, .repetition(node, least: 1, most: nil))
        case "?": (place, result) = (place + 1, .repetition(node, least: 0, most: 1))
        case "{":
            place += 1
            let least = try count(from: start)
            let most: Int? = skip(",") ? (next == "}" ? nil : try count(from: start)) : least
            guard skip("}") else { throw problem("the quantifier is not closed", at: start) }
            if let most, most < least { throw problem("the quantifier's bounds are in the wrong order", at: start) }
            result = .repetition(node, least: least, most: most)
        default: return node
        }
        _ = skip("?")
        if let next, "*+?{".unicodeScalars.contains(next) { throw problem("a quantifier cannot be repeated") }
        return result
    }

    private mutating func count(from start: Int) throws(PatternProblem) -> Int {
        var value: Int?
        while let digit = next, ("0"..."9").contains(digit) {
            value = min((value ?? 0) * 10 + Int(digit.value - 0x30), Self.mostRepetitions + 1)
            place += 1
        }
        guard let value else { throw problem("a number is missing in the quantifier", at: start) }
        guard value <= Self.mostRepetitions else {
            throw problem("a quantifier cannot ask for more than \(Self.mostRepetitions)", at: start)
        }
        return value
    }
}
