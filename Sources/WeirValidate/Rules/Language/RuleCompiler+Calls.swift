/// Compiles the calls of functions.
extension RuleCompiler {
    mutating func addCall(
        _ function: RuleFunction, _ arguments: [RuleNode], at place: Int
    ) throws(RuleProblem) -> RuleType {
        guard let first = arguments.first else { return .null }
        let name = function.rawValue
        switch function {
        case .abs:
            let type = try addNumeric(first, of: name)
            apply(type == .number ? .absoluteNumber : .absoluteInteger)
            return type
        case .round:
            let type = try addNumeric(first, of: name)
            widen(type, to: .number, below: 0)
            apply(.round(try places(arguments.dropFirst().first)))
            return .number
        case .length:
            try addOne(first, .text, of: name)
            apply(.length)
            return .integer
        case .year, .month, .day:
            let type = try add(first)
            guard type == .date || type == .datetime || type == .null else {
                throw RuleProblem("\(name) needs a date or a datetime; this is \(type.phrase)", at: first.place)
            }
            if type == .datetime { apply(.dateOfDatetime) }
            apply(.datePart(function))
            return .integer
        case .date:
            try addOne(first, .datetime, of: name)
            apply(.dateOfDatetime)
            return .date
        case .min, .max, .coalesce: return try addFold(function, arguments)
        }
    }

    private mutating func addOne(_ node: RuleNode, _ wanted: RuleType, of whole: String) throws(RuleProblem) {
        let type = try add(node)
        guard type == wanted || type == .null else {
            throw RuleProblem("\(whole) needs \(wanted.phrase); this is \(type.phrase)", at: node.place)
        }
    }

    private func places(_ node: RuleNode?) throws(RuleProblem) -> Int32 {
        guard let node else { return 0 }
        guard case .literal(.integer(let value)) = node.kind, (0...15).contains(value) else {
            throw RuleProblem("the number of digits is written as a number from 0 to 15", at: node.place)
        }
        return Int32(truncatingIfNeeded: value)
    }

    /// Adds a function of several values of one type, two by two.
    private mutating func addFold(_ function: RuleFunction, _ arguments: [RuleNode]) throws(RuleProblem) -> RuleType {
        var type = RuleType.null
        for (index, argument) in arguments.enumerated() {
            let next = try add(argument)
            guard let common = type.common(with: next) else {
                throw RuleProblem(
                    "\(function.rawValue) needs values of one type, not \(type.phrase) and \(next.phrase)",
                    at: argument.place)
            }
            if function != .coalesce, common == .boolean || common == .text {
                throw RuleProblem("\(function.rawValue) does not go with \(common.phrase)", at: argument.place)
            }
            if index > 0 {
                widen(type, to: common, below: 1)
                widen(next, to: common, below: 0)
                switch (function, common) {
                case (.coalesce, _): combine(.coalesce)
                case (_, .number): combine(.extremeNumber(function == .min ? .less : .greater))
                default: combine(.extremeWord(function == .min ? .less : .greater))
                }
            }
            type = common
        }
        return type
    }
}
