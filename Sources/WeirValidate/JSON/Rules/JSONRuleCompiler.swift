import WeirModel

/// Compiles a `jsonSchema` constraint; what it does not know is refused, never ignored.
struct JSONRuleCompiler {
    /// How deep schemas may be written inside each other.
    static let mostDepth = JSONTape.mostDepth

    let view: JSONView
    private var rules: [JSONRule] = []
    /// The number of the rule of each schema that was compiled, by its entry.
    private var numbers: [Int: Int] = [:]

    /// Compiles a schema that is written as JSON.
    static func compile(_ text: String) throws(JSONRuleProblem) -> JSONRules {
        let document: JSONDocument
        do {
            document = try JSONDocument(Array(text.utf8))
        } catch {
            throw JSONRuleProblem(place: "#", message: "\(error.message) (byte \(error.place + 1))")
        }
        return try document.withView { view in
            Result<JSONRules, JSONRuleProblem> { () throws(JSONRuleProblem) in
                var compiler = JSONRuleCompiler(view: view)
                _ = try compiler.rule(0, "#")
                try compiler.refuseCircles()
                return JSONRules(rules: compiler.rules)
            }
        }.get()
    }

    private init(view: JSONView) { self.view = view }

    /// Compiles the schema at an entry, once.
    ///
    /// - Parameter place: where it is, as a JSON pointer.
    mutating func rule(_ node: Int, _ place: String) throws(JSONRuleProblem) -> Int {
        if let known = numbers[node] { return known }
        let number = rules.count
        numbers[node] = number
        rules.append(JSONRule())
        var rule = JSONRule()
        switch view.kind(node) {
        case .yes: break
        case .no: rule.isNever = true
        case .object:
            var members: [(String, Int)] = []
            _ = view.allSatisfy(node) { _, name in
                members.append((view.string(name), name + 1))
                return true
            }
            for (name, value) in members {
                let place = "\(place)/\(name)"
                guard let keyword = JSONSchemaKeyword(rawValue: name) else {
                    if JSONSchemaKeyword.isNote(name) { continue }
                    throw JSONRuleProblem(place: place, message: "this keyword is not known")
                }
                try read(keyword, value, place, &rule)
            }
            let old = members.contains { $0.0 == "prefixItems" } ? nil : members.first { $0.0 == "additionalItems" }
            if let old, !rule.prefixItems.isEmpty { rule.items = try self.rule(old.1, "\(place)/additionalItems") }
        default: throw JSONRuleProblem(place: place, message: "a schema is an object, true or false")
        }
        rules[number] = rule
        return number
    }

    /// Refuses schemas that refer to themselves without going into the value, which would never end.
    private func refuseCircles() throws(JSONRuleProblem) {
        var isDone = [Bool](repeating: false, count: rules.count)
        var isOpen = isDone
        for start in rules.indices where !isDone[start] {
            // Depth first, with a stack of its own: an entry is looked at when it is opened and when it is left.
            var stack = [(start, false)]
            while let (number, isLeft) = stack.popLast() {
                if isLeft {
                    (isOpen[number], isDone[number]) = (false, true)
                    continue
                }
                if isDone[number] { continue }
                if isOpen[number] {
                    throw JSONRuleProblem(place: "#", message: "a schema refers to itself without end")
                }
                isOpen[number] = true
                stack.append((number, true))
                for next in rules[number].ofSameValue {
                    if isOpen[next] {
                        throw JSONRuleProblem(place: "#", message: "a schema refers to itself without end")
                    }
                    if !isDone[next] { stack.append((next, false)) }
                }
            }
        }
    }
}

/// Why a `jsonSchema` constraint cannot be used, and where in it.
struct JSONRuleProblem: Error {
    /// The JSON pointer.
    let place: String
    /// What is wrong, as a clause.
    let message: String
}

extension JSONRule {
    /// The rules that are applied to the very value that this one is applied to.
    fileprivate var ofSameValue: [Int] {
        allOf + anyOf + oneOf + dependentSchemas.map(\.rule)
            + [reference, not, condition, then, otherwise].compactMap { $0 }
    }
}
