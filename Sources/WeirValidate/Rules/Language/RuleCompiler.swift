import WeirModel
import WeirSpec

/// Checks the types of an expression against the fields of a schema, and compiles it.
struct RuleCompiler {
    /// The name of each field and the type of its values.
    private let fields: [(name: String, type: RuleType)]
    private var steps: [RuleProgram.Step] = []
    private var texts: [UInt8] = []
    private var used: Set<Int> = []
    private var values = 0
    private var mostValues = 0

    /// Compiles a condition.
    ///
    /// - Parameters:
    ///   - expression: the condition.
    ///   - condition: the rows that it is asked of; all if there is none.
    static func compile(
        _ expression: RuleNode, when condition: RuleNode? = nil, fields: [(name: String, type: RuleType)]
    ) throws(RuleProblem) -> RuleProgram {
        var compiler = RuleCompiler(fields: fields)
        if let condition { try compiler.addCondition(condition, of: "\"when\"") }
        try compiler.addCondition(expression, of: "a rule")
        if condition != nil { compiler.combine(.implies) }
        return RuleProgram(
            steps: compiler.steps, texts: compiler.texts, mostValues: compiler.mostValues,
            fields: compiler.used.sorted())
    }

    private init(fields: [(name: String, type: RuleType)]) { self.fields = fields }

    // MARK: Steps

    private mutating func push(_ step: RuleProgram.Step) {
        steps.append(step)
        values += 1
        mostValues = max(mostValues, values)
    }

    /// Adds a step that puts one result in the place of one value.
    mutating func apply(_ step: RuleProgram.Step) { steps.append(step) }

    /// Adds a step that puts one result in the place of two values.
    mutating func combine(_ step: RuleProgram.Step) {
        steps.append(step)
        values -= 1
    }

    mutating func widen(_ type: RuleType, to wanted: RuleType, below: Int) {
        if type != .number, wanted == .number { steps.append(.widen(below: below)) }
    }

    // MARK: Nodes

    private mutating func addCondition(_ node: RuleNode, of whole: String) throws(RuleProblem) {
        let type = try add(node)
        guard type == .boolean || type == .null else {
            throw RuleProblem("\(whole) needs a condition, such as \"a > 0\"; this is \(type.phrase)", at: node.place)
        }
    }

    mutating func add(_ node: RuleNode) throws(RuleProblem) -> RuleType {
        switch node.kind {
        case .field(let name, let isQuoted): return try addField(name, isQuoted: isQuoted, at: node.place)
        case .literal(let literal): return addLiteral(literal)
        case .not(let operand):
            try addCondition(operand, of: "not")
            apply(.not)
        case .all(let parts): try addChain(parts, .and, "and")
        case .any(let parts): try addChain(parts, .or, "or")
        case .implies(let left, let right): try addChain([left, right], .implies, "implies")
        case .comparison(let kind, let left, let right): try addComparison(kind, left, right, at: node.place)
        case .isNull(let operand, let isNegated):
            _ = try add(operand)
            apply(.isNull(isNegated: isNegated))
        case .isIn(let operand, let items, let isNegated): try addMembership(operand, items, isNegated)
        case .matches(let operand, let pattern, let isNegated): try addMatch(operand, pattern, isNegated)
        case .arithmetic(let operation, let left, let right):
            return try addArithmetic(operation, left, right, at: node.place)
        case .negative(let operand):
            let type = try addNumeric(operand, of: "a sign")
            apply(type == .number ? .negativeNumber : .negativeInteger)
            return type
        case .call(let function, let arguments): return try addCall(function, arguments, at: node.place)
        }
        return .boolean
    }

    private mutating func addField(_ name: String, isQuoted: Bool, at place: Int) throws(RuleProblem) -> RuleType {
        guard let index = fields.firstIndex(where: { $0.name == name }) else {
            let hint = NearMiss.hint(for: name, among: fields.map(\.name))
            let advice = isQuoted && hint.isEmpty ? "; a text is written in single quotes" : ""
            throw RuleProblem("there is no field \"\(name)\"\(hint)\(advice)", at: place)
        }
        used.insert(index)
        let type = fields[index].type
        push(type == .number ? .number(field: index) : type == .text ? .text(field: index) : .word(field: index))
        return type
    }

    private mutating func addLiteral(_ literal: RuleLiteral) -> RuleType {
        switch literal {
        case .null:
            push(.null)
            return .null
        case .boolean(let value):
            push(.wordLiteral(value ? 1 : 0))
            return .boolean
        case .integer(let value):
            push(.wordLiteral(value))
            return .integer
        case .number(let value):
            push(.numberLiteral(value))
            return .number
        case .text(let text):
            let start = texts.count
            texts += text.utf8
            push(.textLiteral(start..<texts.count))
            return .text
        case .date(let days):
            push(.wordLiteral(days))
            return .date
        case .datetime(let microseconds):
            push(.wordLiteral(microseconds))
            return .datetime
        case .time(let microseconds):
            push(.wordLiteral(microseconds))
            return .time
        }
    }

    private mutating func addChain(
        _ parts: [RuleNode], _ step: RuleProgram.Step, _ word: String
    ) throws(RuleProblem) {
        for (index, part) in parts.enumerated() {
            try addCondition(part, of: word)
            if index > 0 { combine(step) }
        }
    }

    /// Adds two values and brings them to one type.
    private mutating func addPair(
        _ left: RuleNode, _ right: RuleNode, _ verb: String, at place: Int
    ) throws(RuleProblem) -> RuleType {
        let leftType = try add(left)
        let rightType = try add(right)
        guard let common = leftType.common(with: rightType) else {
            let hint = Self.hint(leftType, rightType)
            throw RuleProblem("\(leftType.phrase) cannot be \(verb) \(rightType.phrase)\(hint)", at: place)
        }
        widen(leftType, to: common, below: 1)
        widen(rightType, to: common, below: 0)
        return common
    }

    private static func hint(_ left: RuleType, _ right: RuleType) -> String {
        switch (left, right) {
        case (.date, .text), (.text, .date): "; a date is written date '2024-01-31'"
        case (.datetime, .text), (.text, .datetime): "; a datetime is written datetime '2024-01-31T08:00:00'"
        case (.time, .text), (.text, .time): "; a time is written time '08:00:00'"
        case (.date, .datetime), (.datetime, .date): "; date(...) is the day of a datetime"
        default: ""
        }
    }

    private mutating func addComparison(
        _ kind: RuleComparison, _ left: RuleNode, _ right: RuleNode, at place: Int
    ) throws(RuleProblem) {
        for side in [left, right] {
            if case .literal(.null) = side.kind {
                throw RuleProblem("nothing compares with null; write \"is null\" or \"is not null\"", at: side.place)
            }
        }
        let type = try addPair(left, right, "compared with", at: place)
        if type == .boolean, kind != .equal, kind != .notEqual {
            throw RuleProblem("conditions have no order; only = and <> compare them", at: place)
        }
        combine(type == .number ? .compareNumbers(kind) : type == .text ? .compareTexts(kind) : .compareWords(kind))
    }

    private mutating func addMembership(
        _ operand: RuleNode, _ items: [RuleNode], _ isNegated: Bool
    ) throws(RuleProblem) {
        let type = try add(operand)
        var (words, numbers, names): ([Int64], [RuleNumber], [[UInt8]]) = ([], [], [])
        for item in items {
            guard case .literal(let literal) = item.kind else { continue }
            let itemType: RuleType
            switch literal {
            case .null: throw RuleProblem("null is in no list; write \"is null\"", at: item.place)
            case .boolean(let value):
                itemType = .boolean
                words.append(value ? 1 : 0)
            case .integer(let value):
                itemType = .integer
                words.append(value)
                numbers.append(RuleNumber(bits: value, scale: 0))
            case .number(let value):
                itemType = .number
                numbers.append(value)
            case .text(let text):
                itemType = .text
                names.append(Array(text.utf8))
            case .date(let value):
                itemType = .date
                words.append(value)
            case .datetime(let value):
                itemType = .datetime
                words.append(value)
            case .time(let value):
                itemType = .time
                words.append(value)
            }
            guard itemType.common(with: type) != nil else {
                throw RuleProblem(
                    "\(itemType.phrase) cannot be in a list for \(type.phrase)\(Self.hint(type, itemType))",
                    at: item.place)
            }
        }
        if type == .text {
            apply(.isInTexts(TextSet(names), isNegated: isNegated))
        } else if words.count == items.count, type != .number {
            apply(.isInWords(words.sorted(), isNegated: isNegated))
        } else {
            widen(type, to: .number, below: 0)
            apply(.isInNumbers(numbers, isNegated: isNegated))
        }
    }

    private mutating func addMatch(
        _ operand: RuleNode, _ pattern: RuleNode, _ isNegated: Bool
    ) throws(RuleProblem) {
        let type = try add(operand)
        guard type == .text || type == .null else {
            throw RuleProblem("only a text can match a pattern; this is \(type.phrase)", at: operand.place)
        }
        guard case .literal(.text(let text)) = pattern.kind else {
            throw RuleProblem("a pattern is written as a text, in single quotes", at: pattern.place)
        }
        do {
            apply(.matches(try TextPattern(text), isNegated: isNegated))
        } catch {
            throw RuleProblem("the pattern: character \(error.position): \(error.message)", at: pattern.place)
        }
    }

    mutating func addNumeric(_ node: RuleNode, of whole: String) throws(RuleProblem) -> RuleType {
        let type = try add(node)
        guard type.isNumeric else {
            throw RuleProblem("\(whole) needs a number; this is \(type.phrase)", at: node.place)
        }
        return type == .null ? .integer : type
    }

    private mutating func addArithmetic(
        _ operation: RuleArithmetic, _ left: RuleNode, _ right: RuleNode, at place: Int
    ) throws(RuleProblem) -> RuleType {
        let (leftType, rightType) = (try add(left), try add(right))
        func refuse() -> RuleProblem {
            let hint = leftType == rightType ? "" : Self.hint(leftType, rightType)
            return RuleProblem(
                "\"\(operation.rawValue)\" does not go with \(leftType.phrase) and \(rightType.phrase)\(hint)",
                at: place)
        }
        switch (leftType, operation, rightType) {
        case (.date, .minus, .date), (.date, .plus, .integer), (.date, .minus, .integer):
            combine(.days(operation, isDifference: rightType == .date))
            return rightType == .date ? .integer : .date
        case (.datetime, .minus, .datetime), (.time, .minus, .time):
            combine(.seconds)
            return .number
        default:
            guard leftType.isNumeric, rightType.isNumeric else { throw refuse() }
            if operation == .remainder, leftType == .number || rightType == .number { throw refuse() }
            // A quotient of integers is a number: 7 / 2 is 3.5.
            let isNumber = operation == .over || leftType == .number || rightType == .number
            guard isNumber else {
                combine(.integers(operation))
                return .integer
            }
            widen(leftType, to: .number, below: 1)
            widen(rightType, to: .number, below: 0)
            combine(.numbers(operation))
            return .number
        }
    }
}
