/// The JSON Schema (draft 7) of what a setting accepts, for editors that complete and check YAML.
///
/// It is made of the same lists that read a pipeline file. Draft 7 is the newest that the YAML servers of editors know
/// in full. The schema accepts a little more than the reader does: `${NAME}` may stand for any single value, and what
/// only holds for several settings together is left to `weir lint`.
public struct JSONSchema {
    /// The schema as JSON.
    public let text: String

    /// Makes a schema.
    ///
    /// - Parameters:
    ///   - title: the title of the schema.
    ///   - type: the group of settings.
    public init<Value: SettingValue>(title: String, _ type: Value.Type) {
        let head: [(String, JSONValue)] = [
            ("$schema", .string("http://json-schema.org/draft-07/schema#")), ("title", .string(title)),
        ]
        text = JSONValue.object(head + Self.members(Value.shape)).indentedText() + "\n"
    }

    private static func schema(_ shape: SettingShape) -> JSONValue { .object(members(shape)) }

    private static func members(_ shape: SettingShape) -> [(String, JSONValue)] {
        switch shape {
        case .text:
            // A text may be written without quotes and then looks like something else to an editor.
            [types("string", "number", "boolean")]
        case .wholeNumber: orVariable([("type", .string("integer"))])
        case .number: orVariable([("type", .string("number"))])
        case .boolean: orVariable([("type", .string("boolean"))])
        case .choice(let names): orVariable([("enum", .array(names.map(JSONValue.string) + truthValues(names)))])
        case .form(let name, let pattern):
            if let pattern {
                orVariable([
                    ("description", .string(name)), types("string", "integer"), ("pattern", .string(pattern)),
                ])
            } else {
                [("description", .string(name)), types("string", "number")]
            }
        case .list(let element): anyOf([schema(element), .object(items(element))])
        case .sequence(let element, let least):
            items(element) + (least > 0 ? [("minItems", .number("\(least)"))] : [])
        case .optional(let shape): anyOf([schema(shape), .object([("type", .string("null"))])])
        case .either(let shapes): anyOf(shapes.map(schema))
        case .map(let value): [types("object", "null"), ("additionalProperties", schema(value))]
        case .anything: []
        case .group(let group): members(group)
        }
    }

    /// `true` and `false` where they are names: without quotes they are no texts to an editor.
    private static func truthValues(_ names: [String]) -> [JSONValue] {
        [("true", true), ("false", false)].filter { names.contains($0.0) }.map { .bool($0.1) }
    }

    private static func members(_ group: SettingGroup) -> [(String, JSONValue)] {
        var properties = group.settings.map { setting -> (String, JSONValue) in
            var members = members(setting.shape)
            members.removeAll { $0.0 == "description" }
            members.append(("description", .string(setting.summary)))
            if let value = defaultValue(setting.defaultText) { members.append(("default", value)) }
            return (setting.name, .object(members))
        }
        let reference = "The file that holds these settings, relative to this one."
        properties.append(
            (SpecLoader.referenceKey, .object([("type", .string("string")), ("description", .string(reference))]))
        )
        let demands = demands(of: group)
        var result: [(String, JSONValue)] = [demands.isEmpty ? types("object", "null") : types("object")]
        if !group.summary.isEmpty { result.append(("description", .string(group.summary))) }
        result.append(("properties", .object(properties)))
        // A name with a colon is somebody's own.
        if group.allowsOwnNames { result.append(("patternProperties", .object([(":", .object([]))]))) }
        return result + [("additionalProperties", .bool(false))] + demands
    }

    /// What must be written, unless it is in another file.
    private static func demands(of group: SettingGroup) -> [(String, JSONValue)] {
        let required = group.settings.filter(\.isRequired).map(\.name)
        var demands: [(String, JSONValue)] = []
        if !required.isEmpty { demands.append(Self.required(required)) }
        if !group.alternatives.isEmpty {
            demands.append(("oneOf", .array(group.alternatives.map { .object([Self.required([$0])]) })))
        }
        if demands.isEmpty { return [] }
        return anyOf([.object(demands), .object([Self.required([SpecLoader.referenceKey])])])
    }

    private static func required(_ names: [String]) -> (String, JSONValue) {
        ("required", .array(names.map(JSONValue.string)))
    }

    private static func types(_ names: String...) -> (String, JSONValue) {
        ("type", names.count == 1 ? .string(names[0]) : .array(names.map(JSONValue.string)))
    }

    private static func items(_ element: SettingShape) -> [(String, JSONValue)] {
        [types("array"), ("items", schema(element))]
    }

    private static func anyOf(_ schemas: [JSONValue]) -> [(String, JSONValue)] { [("anyOf", .array(schemas))] }

    private static func orVariable(_ members: [(String, JSONValue)]) -> [(String, JSONValue)] {
        anyOf([.object(members), .object([types("string"), ("pattern", .string("\\$\\{"))])])
    }

    /// A default as it would be written in a pipeline file, as JSON.
    private static func defaultValue(_ text: String) -> JSONValue? {
        guard !text.isEmpty, let node = try? SpecComposer.compose(text, name: "default", folder: "") else { return nil }
        return JSONValue(node)
    }
}

extension JSONValue {
    /// A written value as JSON: what is not in quotes and looks like a number or a truth value is one.
    init(_ node: SpecNode) {
        switch node.content {
        case .null: self = .null
        case .sequence(let items): self = .array(items.map(JSONValue.init))
        case .mapping(let entries): self = .object(entries.map { ($0.key, JSONValue($0.value)) })
        case .scalar(let scalar):
            switch scalar.text {
            case _ where scalar.isQuoted: self = .string(scalar.text)
            case "true": self = .bool(true)
            case "false": self = .bool(false)
            case let text where text.isJSONNumber: self = .number(text)
            default: self = .string(scalar.text)
            }
        }
    }
}

extension String {
    /// Whether the text is a number as JSON writes it: a decimal number without plus sign, leading zeros or bare point.
    fileprivate var isJSONNumber: Bool {
        guard isDecimalNumber else { return false }
        let digits = (first == "-" ? dropFirst() : self[...]).prefix { $0 != "e" && $0 != "E" }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return first != "+" && parts.allSatisfy { !$0.isEmpty } && (parts[0] == "0" || parts[0].first != "0")
    }
}
