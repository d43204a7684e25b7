import Foundation
import WeirSpec

/// Checks a written value against a JSON Schema: the part of draft 7 that `JSONSchema` uses, in the most obvious way.
struct SchemaChecker {
    private let root: [String: Any]

    init(_ json: String) throws {
        root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] ?? [:]
    }

    /// Whether an editor would find nothing wrong with a value.
    func accepts(_ node: SpecNode) -> Bool { accepts(node, root) }

    private func accepts(_ node: SpecNode, _ schema: [String: Any]) -> Bool {
        let unknown = Set(schema.keys).subtracting([
            "$schema", "title", "description", "default", "type", "enum", "pattern", "minItems", "items", "properties",
            "patternProperties", "additionalProperties", "required", "anyOf", "oneOf",
        ])
        precondition(unknown.isEmpty, "the checker does not know \(unknown)")
        let types = schema["type"].map { $0 as? [String] ?? [$0 as? String ?? ""] }
        if let types, !types.contains(where: { Self.has(node, $0) }) { return false }
        if let values = schema["enum"] as? [String], !values.contains(node.scalar?.text ?? "") { return false }
        if let pattern = schema["pattern"] as? String, Self.has(node, "string"),
            node.scalar?.text.range(of: pattern, options: .regularExpression) == nil
        {
            return false
        }
        if case .sequence(let items) = node.content {
            if items.count < schema["minItems"] as? Int ?? 0 { return false }
            if let each = schema["items"] as? [String: Any], !items.allSatisfy({ accepts($0, each) }) { return false }
        }
        if let entries = node.entries, !accepts(entries, schema) { return false }
        if let all = schema["anyOf"] as? [[String: Any]], !all.contains(where: { accepts(node, $0) }) { return false }
        if let all = schema["oneOf"] as? [[String: Any]], all.count(where: { accepts(node, $0) }) != 1 { return false }
        return true
    }

    private func accepts(_ entries: [SpecEntry], _ schema: [String: Any]) -> Bool {
        let required = schema["required"] as? [String] ?? []
        guard required.allSatisfy({ name in entries.contains { $0.key == name } }) else { return false }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let patterns = schema["patternProperties"] as? [String: [String: Any]] ?? [:]
        return entries.allSatisfy { entry in
            if let property = properties[entry.key] { return accepts(entry.value, property) }
            if patterns.keys.contains(where: { entry.key.range(of: $0, options: .regularExpression) != nil }) {
                return true
            }
            if let others = schema["additionalProperties"] as? [String: Any] { return accepts(entry.value, others) }
            return schema["additionalProperties"] as? Bool ?? true
        }
    }

    /// Whether YAML gives a value this type.
    private static func has(_ node: SpecNode, _ type: String) -> Bool {
        switch (node.content, type) {
        case (.null, "null"), (.sequence, "array"), (.mapping, "object"): return true
        case (.scalar(let scalar), _):
            if scalar.isQuoted { return type == "string" }
            if ["true", "false"].contains(scalar.text) { return type == "boolean" }
            if Int(scalar.text) != nil { return type == "integer" || type == "number" }
            return Double(scalar.text) == nil ? type == "string" : type == "number"
        default: return false
        }
    }
}
