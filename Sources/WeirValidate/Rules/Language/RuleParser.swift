/// Parses expressions, by recursive descent under a limit.
///
/// From loose to tight: `implies`, `or`, `and`, `not`, comparisons, `+ -`, `* / %`, a sign. The grammar is written out in
/// the article about rules.
struct RuleParser {
    /// The most nodes of an expression.
    static let mostNodes = 500
    /// How deep an expression may be nested.
    static let mostLevels = 50

    private let lexemes: [RuleLexeme]
    private var index = 0
    private var nodes = 0
    private var level = 0

    /// Parses a whole expression.
    static func parse(_ text: String) throws(RuleProblem) -> RuleNode {
        var parser = RuleParser(lexemes: try RuleLexer.lexemes(of: text))
        if case .end = parser.token { throw RuleProblem("the expression is empty", at: 0) }
        let node = try parser.implication()
        guard case .end = parser.token else { throw parser.unexpected("the end of the expression") }
        return node
    }

    private init(lexemes: [RuleLexeme]) { self.lexemes = lexemes }

    var token: RuleToken { lexemes[index].token }
    var place: Int { lexemes[index].place }

    mutating func advance() { index = min(index + 1, lexemes.count - 1) }

    mutating func take(_ symbol: String) -> Bool {
        guard token == .symbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func take(word: String) -> Bool {
        guard token.word == word else { return false }
        advance()
        return true
    }

    func unexpected(_ expected: String) -> RuleProblem {
        RuleProblem("expected \(expected), found \(token.phrase)", at: place)
    }

    mutating func node(_ kind: RuleNode.Kind, at place: Int) throws(RuleProblem) -> RuleNode {
        nodes += 1
        let depth = 1 + (RuleNode.children(of: kind).map(\.depth).max() ?? 0)
        guard nodes <= Self.mostNodes else {
            throw RuleProblem("the expression has more than \(Self.mostNodes) parts", at: place)
        }
        guard depth <= Self.mostLevels else { throw tooDeep(at: place) }
        return RuleNode(kind: kind, place: place, depth: depth)
    }

    private func tooDeep(at place: Int) -> RuleProblem {
        RuleProblem("the expression is nested deeper than \(Self.mostLevels) levels", at: place)
    }

    /// Goes a level down for the time of a call.
    mutating func nested(
        _ body: (inout RuleParser) throws(RuleProblem) -> RuleNode
    ) throws(RuleProblem) -> RuleNode {
        level += 1
        guard level <= Self.mostLevels else { throw tooDeep(at: place) }
        let node = try body(&self)
        level -= 1
        return node
    }

    mutating func implication() throws(RuleProblem) -> RuleNode {
        let left = try joined("or") { (parser) throws(RuleProblem) in
            try parser.joined("and") { (parser) throws(RuleProblem) in try parser.negation() }
        }
        let place = place
        guard take(word: "implies") else { return left }
        let right = try nested { (parser) throws(RuleProblem) in try parser.implication() }
        return try node(.implies(left, right), at: place)
    }

    private mutating func joined(
        _ word: String, _ part: (inout RuleParser) throws(RuleProblem) -> RuleNode
    ) throws(RuleProblem) -> RuleNode {
        var parts = [try part(&self)]
        let place = place
        while take(word: word) { parts.append(try part(&self)) }
        guard parts.count > 1 else { return parts[0] }
        return try node(word == "and" ? .all(parts) : .any(parts), at: place)
    }

    private mutating func negation() throws(RuleProblem) -> RuleNode {
        let place = place
        guard take(word: "not") else { return try comparison() }
        let operand = try nested { (parser) throws(RuleProblem) in try parser.negation() }
        return try node(.not(operand), at: place)
    }

    private mutating func comparison() throws(RuleProblem) -> RuleNode {
        let left = try sum()
        let place = place
        let result: RuleNode
        if let kind = takeComparison() {
            result = try node(.comparison(kind, left, try sum()), at: place)
        } else if take(word: "is") {
            let isNegated = take(word: "not")
            guard take(word: "null") else { throw unexpected("null") }
            result = try node(.isNull(left, isNegated: isNegated), at: place)
        } else {
            let isNegated = take(word: "not")
            if take(word: "in") {
                result = try node(.isIn(left, try list(), isNegated: isNegated), at: place)
            } else if take(word: "matches") {
                result = try node(.matches(left, pattern: try primary(), isNegated: isNegated), at: place)
            } else if isNegated {
                throw unexpected("in or matches")
            } else {
                return left
            }
        }
        if case .symbol(let symbol) = token, RuleComparison(rawValue: symbol) != nil || symbol == "!=" {
            throw RuleProblem("comparisons do not form a chain; join two of them by and", at: self.place)
        }
        return result
    }

    mutating func takeComparison() -> RuleComparison? {
        guard case .symbol(let symbol) = token else { return nil }
        guard let kind = RuleComparison(rawValue: symbol == "!=" ? "<>" : symbol) else { return nil }
        advance()
        return kind
    }

    private mutating func list() throws(RuleProblem) -> [RuleNode] {
        guard take("(") else { throw unexpected("a list in parentheses") }
        var items: [RuleNode] = []
        repeat {
            let place = place
            let item = try factor()
            guard case .literal = item.kind else { throw RuleProblem("a list holds plain values only", at: place) }
            items.append(item)
        } while take(",")
        guard take(")") else { throw unexpected("\",\" or \")\"") }
        return items
    }

    private mutating func sum() throws(RuleProblem) -> RuleNode {
        var left = try product()
        while case .symbol(let symbol) = token, symbol == "+" || symbol == "-",
            let operation = RuleArithmetic(rawValue: symbol)
        {
            let place = place
            advance()
            left = try node(.arithmetic(operation, left, try product()), at: place)
        }
        return left
    }

    private mutating func product() throws(RuleProblem) -> RuleNode {
        var left = try factor()
        while case .symbol(let symbol) = token, symbol == "*" || symbol == "/" || symbol == "%",
            let operation = RuleArithmetic(rawValue: symbol)
        {
            let place = place
            advance()
            left = try node(.arithmetic(operation, left, try factor()), at: place)
        }
        return left
    }

    private mutating func factor() throws(RuleProblem) -> RuleNode {
        let place = place
        guard take("-") else { return try primary() }
        let operand = try nested { (parser) throws(RuleProblem) in try parser.factor() }
        // A sign before digits belongs to the number, so that lists may hold it.
        if case .literal(.integer(let value)) = operand.kind {
            return try node(.literal(.integer(0 &- value)), at: place)
        }
        if case .literal(.number(let value)) = operand.kind {
            return try node(.literal(.number(value.negated)), at: place)
        }
        return try node(.negative(operand), at: place)
    }
}
