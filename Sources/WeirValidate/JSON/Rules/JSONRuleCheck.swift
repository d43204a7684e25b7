/// Checks one value against the rules of a schema.
///
/// It goes as deep as the value and the schema do together, and never deeper than `mostDepth`; and the steps that it takes
/// are in proportion to the value, whatever the schema says of hostile data. Beyond that a value fails.
struct JSONRuleCheck {
    /// How deep schemas may be applied inside each other.
    static let mostDepth = 128
    /// How often a schema may be applied to each part of a value, on average; and as often again to a hundred parts.
    static let stepsPerPart = 200

    let rules: [JSONRule]
    let view: JSONView
    /// What was failed last.
    private(set) var failure = JSONFailure(node: 0, keyword: "")
    private var steps = 0
    private let mostSteps: Int

    init(rules: [JSONRule], view: JSONView) {
        self.rules = rules
        self.view = view
        mostSteps = Self.stepsPerPart * (view.nodes.count + 100)
    }

    /// Whether a value meets a rule.
    mutating func accepts(_ node: Int, _ index: Int, depth: Int) -> Bool {
        steps += 1
        guard depth < Self.mostDepth, steps <= mostSteps else {
            return fails(node, "the limit of the work on one value")
        }
        let rule = rules[index]
        if rule.isNever { return fails(node, "false") }
        if let reference = rule.reference, !accepts(node, reference, depth: depth + 1) { return false }
        guard meetsPlain(node, rule) else { return false }
        switch view.kind(node) {
        case .array: guard meetsArray(node, rule, depth) else { return false }
        case .object: guard meetsObject(node, rule, depth) else { return false }
        default: break
        }
        return meetsOthers(node, rule, depth)
    }

    mutating func fails(_ node: Int, _ keyword: String) -> Bool {
        failure = JSONFailure(node: node, keyword: keyword)
        return false
    }

    /// What can be said of a value without looking into it.
    private mutating func meetsPlain(_ node: Int, _ rule: JSONRule) -> Bool {
        if let types = rule.types, !types.contains(JSONTypes(view.kind(node))) {
            let isWhole = view.number(node).map { $0 == $0.rounded() && $0.isFinite } ?? false
            guard types.contains(.integer), isWhole else { return fails(node, "type") }
        }
        for values in rule.allowed {
            let isOne = values.contains { value in value.withView { view.isEqual(node, to: $0, 0) } }
            guard isOne else { return fails(node, values.count == 1 ? "const" : "enum") }
        }
        if let number = view.number(node) { return meetsNumber(node, number, rule) }
        guard view.kind(node).ofValue == .string else { return true }
        if let lengths = rule.lengths {
            let verdict = view.withString(node) { lengths.check($0) }
            guard verdict.isLongEnough else { return fails(node, "minLength") }
            guard verdict.isShortEnough else { return fails(node, "maxLength") }
        }
        if let pattern = rule.pattern, !view.withString(node, { pattern.matches($0) }) { return fails(node, "pattern") }
        return true
    }

    private mutating func meetsNumber(_ node: Int, _ number: Double, _ rule: JSONRule) -> Bool {
        if let least = rule.minimum, number < least { return fails(node, "minimum") }
        if let most = rule.maximum, number > most { return fails(node, "maximum") }
        if let bound = rule.exclusiveMinimum, number <= bound { return fails(node, "exclusiveMinimum") }
        if let bound = rule.exclusiveMaximum, number >= bound { return fails(node, "exclusiveMaximum") }
        if let factor = rule.multipleOf {
            // 0.3 is a multiple of 0.1 to people, though not to doubles.
            let quotient = number / factor
            let distance = abs(quotient - quotient.rounded())
            guard quotient.isFinite, distance <= 2 * quotient.ulp else { return fails(node, "multipleOf") }
        }
        return true
    }

    /// What other schemas say of the same value.
    private mutating func meetsOthers(_ node: Int, _ rule: JSONRule, _ depth: Int) -> Bool {
        for other in rule.allOf where !accepts(node, other, depth: depth + 1) { return false }
        if !rule.anyOf.isEmpty {
            var isMet = false
            for other in rule.anyOf where !isMet { isMet = accepts(node, other, depth: depth + 1) }
            guard isMet else { return fails(node, "anyOf") }
        }
        if !rule.oneOf.isEmpty {
            var met = 0
            for other in rule.oneOf where accepts(node, other, depth: depth + 1) { met += 1 }
            guard met == 1 else { return fails(node, "oneOf") }
        }
        if let other = rule.not, accepts(node, other, depth: depth + 1) { return fails(node, "not") }
        if let condition = rule.condition {
            let branch = accepts(node, condition, depth: depth + 1) ? rule.then : rule.otherwise
            if let branch, !accepts(node, branch, depth: depth + 1) { return false }
        }
        // A branch that was looked at in vain must not pass because the work was cut short.
        return steps <= mostSteps || fails(node, "the limit of the work on one value")
    }
}
