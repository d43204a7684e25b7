import WeirSpec

/// Parses what stands by itself: values, fields, calls and what is in parentheses.
extension RuleParser {
    mutating func primary() throws(RuleProblem) -> RuleNode {
        let (token, place) = (token, place)
        switch token {
        case .integer(let value):
            advance()
            return try node(.literal(.integer(value)), at: place)
        case .number(let value):
            advance()
            return try node(.literal(.number(value)), at: place)
        case .text(let text):
            advance()
            return try node(.literal(.text(text)), at: place)
        case .quotedName(let name):
            advance()
            return try node(.field(name, isQuoted: true), at: place)
        case .symbol("("):
            advance()
            let inner = try nested { (parser) throws(RuleProblem) in try parser.implication() }
            guard take(")") else { throw unexpected("\")\"") }
            return inner
        case .name(let name): return try named(name)
        default: throw unexpected("a value, a field or a parenthesis")
        }
    }

    /// What begins with a name: a word, a date, a call or a field.
    private mutating func named(_ name: String) throws(RuleProblem) -> RuleNode {
        let (word, place) = (token.word, place)
        switch word {
        case "null", "true", "false":
            advance()
            return try node(.literal(word == "null" ? .null : .boolean(word == "true")), at: place)
        case .some(let word): throw RuleProblem("expected a value, found \"\(word)\"", at: place)
        case nil: advance()
        }
        if case .text(let text) = token, let literal = try moment(name.lowercased(), text) {
            advance()
            return try node(.literal(literal), at: place)
        }
        guard take("(") else { return try node(.field(name, isQuoted: false), at: place) }
        let names = RuleFunction.allCases.map(\.rawValue)
        guard let function = RuleFunction(rawValue: name.lowercased()) else {
            throw RuleProblem("there is no function \"\(name)\"\(NearMiss.hint(for: name, among: names))", at: place)
        }
        var arguments: [RuleNode] = []
        if !take(")") {
            repeat {
                arguments.append(try nested { (parser) throws(RuleProblem) in try parser.implication() })
            } while take(",")
            guard take(")") else { throw unexpected("\",\" or \")\"") }
        }
        guard function.arity.contains(arguments.count) else {
            let arity = function.arity
            let wanted = arity.count == 1 ? "\(arity.lowerBound)" : "\(arity.lowerBound) to \(arity.upperBound)"
            let noun = wanted == "1" ? "argument" : "arguments"
            throw RuleProblem("\(function.rawValue) takes \(wanted) \(noun), not \(arguments.count)", at: place)
        }
        return try node(.call(function, arguments), at: place)
    }

    /// A text behind `date`, `datetime` or `time`; `nil` behind any other name.
    private func moment(_ name: String, _ text: String) throws(RuleProblem) -> RuleLiteral? {
        let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
        let count = text.utf8.count
        switch name {
        case "date":
            let value =
                count == 10 ? padded.withUnsafeBufferPointer { IsoTime.date($0.baseAddress.unsafelyUnwrapped) } : nil
            guard let value else { throw RuleProblem("'\(text)' is not a date such as '2024-01-31'", at: place) }
            return .date(value)
        case "datetime":
            let value = padded.withUnsafeBufferPointer {
                IsoTime.datetime($0.baseAddress.unsafelyUnwrapped, count: count)
            }
            guard let value else {
                throw RuleProblem("'\(text)' is not a datetime such as '2024-01-31T08:00:00'", at: place)
            }
            return .datetime(value)
        case "time":
            let value =
                count == 8 ? padded.withUnsafeBufferPointer { IsoTime.time($0.baseAddress.unsafelyUnwrapped) } : nil
            guard let value else { throw RuleProblem("'\(text)' is not a time such as '08:00:00'", at: place) }
            return .time(value)
        default: return nil
        }
    }
}
