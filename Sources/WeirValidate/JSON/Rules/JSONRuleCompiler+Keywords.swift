import WeirModel

extension JSONRuleCompiler {
    /// Reads one keyword of a schema.
    mutating func read(
        _ keyword: JSONSchemaKeyword, _ node: Int, _ place: String, _ rule: inout JSONRule
    ) throws(JSONRuleProblem) {
        switch keyword {
        case .reference: rule.reference = try target(node, place)
        case .type: rule.types = try types(node, place)
        case .enum:
            var values: [JSONDocument] = []
            for item in try items(node, place) { values.append(try document(item, place)) }
            rule.allowed.append(values)
        case .const: rule.allowed.append([try document(node, place)])
        case .minimum: rule.minimum = try number(node, place)
        case .maximum: rule.maximum = try number(node, place)
        case .exclusiveMinimum: rule.exclusiveMinimum = try number(node, place)
        case .exclusiveMaximum: rule.exclusiveMaximum = try number(node, place)
        case .multipleOf:
            let factor = try number(node, place)
            guard factor > 0 else { throw JSONRuleProblem(place: place, message: "it must be above zero") }
            rule.multipleOf = factor
        case .minLength: rule.lengths = LengthLimits(least: try count(node, place), most: rule.lengths?.most)
        case .maxLength: rule.lengths = LengthLimits(least: rule.lengths?.least, most: try count(node, place))
        case .pattern: rule.pattern = try pattern(try string(node, place), place)
        case .minItems: rule.minItems = try count(node, place)
        case .maxItems: rule.maxItems = try count(node, place)
        case .uniqueItems: rule.hasUniqueItems = try boolean(node, place)
        case .contains: rule.contains = try self.rule(node, place)
        case .minContains: rule.minContains = try count(node, place)
        case .maxContains: rule.maxContains = try count(node, place)
        case .prefixItems: rule.prefixItems = try schemas(node, place)
        case .items where view.kind(node) == .array: rule.prefixItems = try schemas(node, place)
        case .items: rule.items = try self.rule(node, place)
        case .minProperties: rule.minProperties = try count(node, place)
        case .maxProperties: rule.maxProperties = try count(node, place)
        case .required: rule.required = try names(node, place)
        case .properties: rule.properties = try map(node, place)
        case .patternProperties:
            for (name, number) in try map(node, place) {
                let text = String(decoding: name, as: UTF8.self)
                rule.patternProperties.append((try pattern(text, "\(place)/\(text)"), number))
            }
        case .additionalProperties: rule.additionalProperties = try self.rule(node, place)
        case .propertyNames: rule.propertyNames = try self.rule(node, place)
        case .dependentRequired, .dependentSchemas, .dependencies:
            for (name, value) in try members(node, place) {
                let place = "\(place)/\(String(decoding: name, as: UTF8.self))"
                if keyword != .dependentSchemas, view.kind(value) == .array {
                    rule.dependentRequired.append((name, try names(value, place)))
                } else if keyword != .dependentRequired {
                    rule.dependentSchemas.append((name, try self.rule(value, place)))
                } else {
                    throw JSONRuleProblem(place: place, message: "it must be a list of names")
                }
            }
        case .allOf: rule.allOf = try schemas(node, place)
        case .anyOf: rule.anyOf = try schemas(node, place)
        case .oneOf: rule.oneOf = try schemas(node, place)
        case .not: rule.not = try self.rule(node, place)
        case .if: rule.condition = try self.rule(node, place)
        case .then: rule.then = try self.rule(node, place)
        case .else: rule.otherwise = try self.rule(node, place)
        // A fault in a part that nothing refers to is a fault of the schema all the same.
        case .defs, .definitions: _ = try map(node, place)
        case .additionalItems: _ = try self.rule(node, place)
        case .schema, .id, .comment, .title, .description, .default, .examples, .example, .deprecated, .readOnly,
            .writeOnly, .format, .contentEncoding, .contentMediaType:
            break
        }
    }

    private func types(_ node: Int, _ place: String) throws(JSONRuleProblem) -> JSONTypes {
        var types: JSONTypes = []
        for item in view.kind(node) == .array ? try items(node, place) : [node] {
            // A null that is written without quotes is meant as its name.
            let name = view.kind(item) == .null ? "null" : try string(item, place)
            guard let type = JSONTypes(name: name) else {
                throw JSONRuleProblem(place: place, message: "a type is one of \(JSONSchemaKeyword.typeNames)")
            }
            types.formUnion(type)
        }
        return types
    }

    private mutating func target(_ node: Int, _ place: String) throws(JSONRuleProblem) -> Int {
        let pointer = try string(node, place)
        guard pointer == "#" || pointer.hasPrefix("#/") else {
            throw JSONRuleProblem(place: place, message: "only parts of the same schema can be referred to (#/...)")
        }
        var found = 0
        for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = part.replacing("~1", with: "/").replacing("~0", with: "~")
            let next: Int?
            switch view.kind(found) {
            case .object: next = view.member(found, Array(name.utf8))
            case .array: next = Int(name).flatMap { number in view.items(found).dropFirst(max(number, 0)).first }
            default: next = nil
            }
            guard let next else { throw JSONRuleProblem(place: place, message: "there is no \"\(pointer)\"") }
            found = next
        }
        return try rule(found, pointer)
    }

    private func items(_ node: Int, _ place: String) throws(JSONRuleProblem) -> [Int] {
        guard view.kind(node) == .array, view.count(node) > 0 else {
            throw JSONRuleProblem(place: place, message: "it must be a list with at least one item")
        }
        return view.items(node)
    }

    private mutating func schemas(_ node: Int, _ place: String) throws(JSONRuleProblem) -> [Int] {
        var numbers: [Int] = []
        for (number, item) in try items(node, place).enumerated() {
            numbers.append(try rule(item, "\(place)/\(number)"))
        }
        return numbers
    }

    private func members(_ node: Int, _ place: String) throws(JSONRuleProblem) -> [(name: [UInt8], value: Int)] {
        guard view.kind(node) == .object else { throw JSONRuleProblem(place: place, message: "it must be an object") }
        var members: [(name: [UInt8], value: Int)] = []
        _ = view.allSatisfy(node) { _, name in
            members.append((Array(view.string(name).utf8), name + 1))
            return true
        }
        return members
    }

    private mutating func map(_ node: Int, _ place: String) throws(JSONRuleProblem) -> [(name: [UInt8], rule: Int)] {
        var rules: [(name: [UInt8], rule: Int)] = []
        for (name, value) in try members(node, place) {
            rules.append((name, try rule(value, "\(place)/\(String(decoding: name, as: UTF8.self))")))
        }
        return rules
    }

    private func names(_ node: Int, _ place: String) throws(JSONRuleProblem) -> [[UInt8]] {
        guard view.kind(node) == .array, view.items(node).allSatisfy({ view.kind($0) == .string }) else {
            throw JSONRuleProblem(place: place, message: "it must be a list of names")
        }
        return view.items(node).map { Array(view.string($0).utf8) }
    }

    private func string(_ node: Int, _ place: String) throws(JSONRuleProblem) -> String {
        guard view.kind(node) == .string else { throw JSONRuleProblem(place: place, message: "it must be a text") }
        return view.string(node)
    }

    private func number(_ node: Int, _ place: String) throws(JSONRuleProblem) -> Double {
        guard let number = view.number(node), number.isFinite else {
            throw JSONRuleProblem(place: place, message: "it must be a number")
        }
        return number
    }

    private func count(_ node: Int, _ place: String) throws(JSONRuleProblem) -> Int {
        guard let count = view.number(node).flatMap({ Int(exactly: $0) }), count >= 0 else {
            throw JSONRuleProblem(place: place, message: "it must be a whole number that is not negative")
        }
        return count
    }

    private func boolean(_ node: Int, _ place: String) throws(JSONRuleProblem) -> Bool {
        guard view.kind(node) == .yes || view.kind(node) == .no else {
            throw JSONRuleProblem(place: place, message: "it must be true or false")
        }
        return view.kind(node) == .yes
    }

    private func document(_ node: Int, _ place: String) throws(JSONRuleProblem) -> JSONDocument {
        do {
            return try JSONDocument(Array(view.source(node)))
        } catch {
            throw JSONRuleProblem(place: place, message: "it is no JSON")
        }
    }

    private func pattern(_ text: String, _ place: String) throws(JSONRuleProblem) -> TextPattern {
        do {
            return try TextPattern(searchingFor: text)
        } catch {
            throw JSONRuleProblem(
                place: place, message: "\"\(text)\", character \(error.position): \(error.message)")
        }
    }
}

extension JSONView {
    /// A string or a name as text.
    func string(_ node: Int) -> String { withString(node) { String(decoding: $0, as: UTF8.self) } }

    /// The entries of the items of an array.
    func items(_ array: Int) -> [Int] {
        var items: [Int] = []
        _ = allSatisfy(array) { _, item in
            items.append(item)
            return true
        }
        return items
    }

    /// The bytes of an entry with its quotes.
    fileprivate func source(_ node: Int) -> UnsafeBufferPointer<UInt8> {
        guard kind(node) == .string else { return raw(node) }
        return UnsafeBufferPointer(rebasing: text[(Int(nodes[node].start) - 1)...Int(nodes[node].end)])
    }
}
