/// A `jsonSchema` constraint, compiled.
struct JSONRules: Sendable {
    /// The schemas; the first one is the whole.
    let rules: [JSONRule]

    /// Whether a value meets the schema, and if not, what it fails first.
    func failure(of node: Int, in view: JSONView) -> JSONFailure? {
        var check = JSONRuleCheck(rules: rules, view: view)
        return check.accepts(node, 0, depth: 0) ? nil : check.failure
    }
}

/// Which part of a value fails which keyword.
struct JSONFailure {
    /// The entry of the tape.
    let node: Int
    /// The keyword, or what else there is to say.
    let keyword: String
}
