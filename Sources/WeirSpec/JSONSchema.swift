/// The JSON Schema (draft 2020-12) of a group of settings, for editors that complete and check YAML.
///
/// It accepts a little more than the reader does: `${NAME}` may stand for any single value.
public struct JSONSchema {
    /// The schema as JSON.
    public let text: String

    /// Makes a schema.
    ///
    /// - Parameters:
    ///   - title: the title of the schema.
    ///   - type: the group.
    public init<Group: Settings>(title: String, _ type: Group.Type) {
        var members: [(String, JSONValue)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")), ("title", .string(title)),
        ]
        members += Self.members(Group.shape)
        text = JSONValue.object(members).indentedText() + "\n"
    }

    private static func schema(_ shape: SettingShape) -> JSONValue { .object(members(shape)) }

    private static func members(_ shape: SettingShape) -> [(String, JSONValue)] {
        switch shape {
        case .text:
            // A text may be written without quotes and then looks like something else to an editor.
            [("type", .array([.string("string"), .string("number"), .string("boolean")]))]
        case .wholeNumber: orVariable([("type", .string("integer"))])
        case .number: orVariable([("type", .string("number"))])
        case .boolean: orVariable([("type", .string("boolean"))])
        case .choice(let names): orVariable([("enum", .array(names.map(JSONValue.string)))])
        case .form(let name, let pattern):
            if let pattern {
                orVariable([
                    ("description", .string(name)), ("type", .array([.string("string"), .string("integer")])),
                    ("pattern", .string(pattern)),
                ])
            } else {
                [("description", .string(name)), ("type", .array([.string("string"), .string("number")]))]
            }
        case .list(let element):
            anyOf([schema(element), .object([("type", .string("array")), ("items", schema(element))])])
        case .optional(let shape): anyOf([schema(shape), .object([("type", .string("null"))])])
        case .either(let shapes): anyOf(shapes.map(schema))
        case .group(let group): members(group)
        }
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
        var result: [(String, JSONValue)] = [("type", .array([.string("object"), .string("null")]))]
        if !group.summary.isEmpty { result.append(("description", .string(group.summary))) }
        return result + [("properties", .object(properties)), ("additionalProperties", .bool(false))]
    }

    private static func anyOf(_ schemas: [JSONValue]) -> [(String, JSONValue)] { [("anyOf", .array(schemas))] }

    private static func orVariable(_ members: [(String, JSONValue)]) -> [(String, JSONValue)] {
        let variable: [(String, JSONValue)] = [("type", .string("string")), ("pattern", .string("\\$\\{"))]
        return anyOf([.object(members), .object(variable)])
    }

    /// A default as it would be written in a pipeline file, as JSON.
    private static func defaultValue(_ text: String) -> JSONValue? {
        guard !text.isEmpty, let node = try? SpecComposer.compose(text, name: "default", folder: "") else { return nil }
        return json(node)
    }

    private static func json(_ node: SpecNode) -> JSONValue {
        switch node.content {
        case .null: .null
        case .sequence(let items): .array(items.map(json))
        case .mapping(let entries): .object(entries.map { ($0.key, json($0.value)) })
        case .scalar(let scalar):
            switch scalar.text {
            case _ where scalar.isQuoted: .string(scalar.text)
            case "true": .bool(true)
            case "false": .bool(false)
            case let text where text.isJSONNumber: .number(text)
            default: .string(scalar.text)
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
