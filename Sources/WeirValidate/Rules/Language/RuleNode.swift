/// A part of an expression, as it was parsed: its types are not known yet.
struct RuleNode {
    /// What it is.
    let kind: Kind
    /// Where its first character, or its operator, stands, from 0.
    let place: Int
    /// How many nodes are below one another here.
    let depth: Int

    indirect enum Kind {
        case field(String, isQuoted: Bool)
        case literal(RuleLiteral)
        case not(RuleNode)
        /// Two or more conditions, joined by `and`.
        case all([RuleNode])
        /// Two or more conditions, joined by `or`.
        case any([RuleNode])
        case implies(RuleNode, RuleNode)
        case comparison(RuleComparison, RuleNode, RuleNode)
        case isNull(RuleNode, isNegated: Bool)
        case isIn(RuleNode, [RuleNode], isNegated: Bool)
        case matches(RuleNode, pattern: RuleNode, isNegated: Bool)
        case arithmetic(RuleArithmetic, RuleNode, RuleNode)
        case negative(RuleNode)
        case call(RuleFunction, [RuleNode])
    }

    /// The nodes right below.
    static func children(of kind: Kind) -> [RuleNode] {
        switch kind {
        case .field, .literal: []
        case .not(let node), .isNull(let node, _), .negative(let node): [node]
        case .all(let nodes), .any(let nodes), .call(_, let nodes): nodes
        case .implies(let left, let right), .comparison(_, let left, let right), .arithmetic(_, let left, let right),
            .matches(let left, let right, _):
            [left, right]
        case .isIn(let node, let nodes, _): [node] + nodes
        }
    }
}

/// A value that is written in an expression.
enum RuleLiteral: Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(RuleNumber)
    case text(String)
    /// Days since 1970-01-01.
    case date(Int64)
    /// Microseconds since 1970-01-01T00:00:00.
    case datetime(Int64)
    /// Microseconds since midnight.
    case time(Int64)
}

/// A comparison.
enum RuleComparison: String, CaseIterable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// For each outcome of `RuleOrder` a bit: whether the comparison holds then.
    var outcomes: UInt64 {
        switch self {
        case .equal: 0b0010
        case .notEqual: 0b1101
        case .less: 0b0001
        case .lessOrEqual: 0b0011
        case .greater: 0b0100
        case .greaterOrEqual: 0b0110
        }
    }
}

/// How two values stand to each other; a value without order, NaN, is apart from all.
enum RuleOrder: UInt64 {
    case less, equal, greater, apart
}

/// An operation on two numbers.
enum RuleArithmetic: String {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case remainder = "%"
}

/// The functions.
enum RuleFunction: String, CaseIterable {
    case abs, coalesce, date, day, length, max, min, month, round, year

    /// How many arguments it takes.
    var arity: ClosedRange<Int> {
        switch self {
        case .abs, .date, .day, .length, .month, .year: 1...1
        case .round: 1...2
        case .coalesce, .max, .min: 2...20
        }
    }
}
