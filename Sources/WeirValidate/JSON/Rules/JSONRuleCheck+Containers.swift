extension JSONRuleCheck {
    /// What is said of an array and its items.
    mutating func meetsArray(_ node: Int, _ rule: JSONRule, _ depth: Int) -> Bool {
        let count = view.count(node)
        if let least = rule.minItems, count < least { return fails(node, "minItems") }
        if let most = rule.maxItems, count > most { return fails(node, "maxItems") }
        if rule.hasUniqueItems, !view.hasUniqueItems(node) { return fails(node, "uniqueItems") }
        guard rule.items != nil || rule.contains != nil || !rule.prefixItems.isEmpty else { return true }
        var found = 0
        let areMet = view.allSatisfy(node) { number, item in
            let itemRule = number < rule.prefixItems.count ? rule.prefixItems[number] : rule.items
            if let itemRule, !accepts(item, itemRule, depth: depth + 1) { return false }
            if let contains = rule.contains, accepts(item, contains, depth: depth + 1) { found += 1 }
            return true
        }
        guard areMet else { return false }
        guard rule.contains != nil else { return true }
        if found < rule.minContains ?? 1 { return fails(node, rule.minContains == nil ? "contains" : "minContains") }
        if let most = rule.maxContains, found > most { return fails(node, "maxContains") }
        return true
    }

    /// What is said of an object and its members.
    mutating func meetsObject(_ node: Int, _ rule: JSONRule, _ depth: Int) -> Bool {
        let count = view.count(node)
        if let least = rule.minProperties, count < least { return fails(node, "minProperties") }
        if let most = rule.maxProperties, count > most { return fails(node, "maxProperties") }
        for name in rule.required where view.member(node, name) == nil {
            return fails(node, "required \"\(String(decoding: name, as: UTF8.self))\"")
        }
        for (name, others) in rule.dependentRequired where view.member(node, name) != nil {
            for other in others where view.member(node, other) == nil { return fails(node, "dependentRequired") }
        }
        for (name, other) in rule.dependentSchemas where view.member(node, name) != nil {
            guard accepts(node, other, depth: depth + 1) else { return false }
        }
        return view.allSatisfy(node) { _, name in meetsMember(name, rule, depth) }
    }

    private mutating func meetsMember(_ name: Int, _ rule: JSONRule, _ depth: Int) -> Bool {
        if let names = rule.propertyNames, !accepts(name, names, depth: depth + 1) { return false }
        var isKnown = false
        for (known, other) in rule.properties where view.withString(name, { $0.elementsEqual(known) }) {
            isKnown = true
            guard accepts(name + 1, other, depth: depth + 1) else { return false }
        }
        for (pattern, other) in rule.patternProperties where view.withString(name, { pattern.matches($0) }) {
            isKnown = true
            guard accepts(name + 1, other, depth: depth + 1) else { return false }
        }
        guard !isKnown, let other = rule.additionalProperties else { return true }
        if rules[other].isNever { return fails(name + 1, "additionalProperties") }
        return accepts(name + 1, other, depth: depth + 1)
    }
}
