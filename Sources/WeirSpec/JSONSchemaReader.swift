internal import WeirModel

/// Reads the JSON Schema of a constraint and reports what in it is not known, where it stands.
struct JSONSchemaReader {
    private let root: SpecNode

    /// Reads a schema as JSON text.
    static func read(_ node: SpecNode, _ reader: inout SpecReader) -> String? {
        let count = reader.problems.count
        JSONSchemaReader(root: node).check(node, &reader)
        return reader.problems.count == count ? JSONValue(node).text : nil
    }

    private func check(_ node: SpecNode, _ reader: inout SpecReader) {
        if node.isUnusable { return }
        if let scalar = node.scalar, !scalar.isQuoted, scalar.text == "true" || scalar.text == "false" { return }
        guard let entries = node.entries else {
            return reader.reportMismatch(expected: "a JSON Schema", found: node)
        }
        let known = JSONSchemaKeyword.allCases.map(\.rawValue)
        reader.refuseUnknown(
            entries.filter { !JSONSchemaKeyword.isNote($0.key) }, known: known, what: "keyword of JSON Schema")
        for entry in entries {
            guard let keyword = JSONSchemaKeyword(rawValue: entry.key) else { continue }
            reader.within(entry.key) { check(entry.value, keyword.form, &$0) }
        }
    }

    private func check(_ node: SpecNode, _ form: JSONSchemaKeyword.Form, _ reader: inout SpecReader) {
        switch form {
        case .note, .value: break
        case .schema: check(node, &reader)
        case .schemas: checkList(node, &reader)
        case .schemaOrSchemas:
            if case .sequence = node.content { checkList(node, &reader) } else { check(node, &reader) }
        case .schemaMap, .schemaOrNamesMap, .namesMap:
            guard let entries = reader.entries(node, expected: "a mapping of schemas") else { return }
            for entry in entries {
                reader.within(entry.key) { reader in
                    if form != .schemaMap, case .sequence = entry.value.content {
                        checkNames(entry.value, &reader)
                    } else if form == .namesMap {
                        reader.reportMismatch(expected: "a list of names", found: entry.value)
                    } else {
                        check(entry.value, &reader)
                    }
                }
            }
        case .names: checkNames(node, &reader)
        case .types: checkTypes(node, &reader)
        case .number: _ = Double.read(node, &reader)
        case .positiveNumber:
            if let number = Double.read(node, &reader), number <= 0 { reader.report("it must be above zero", at: node) }
        case .count:
            if let count = Int.read(node, &reader), count < 0 { reader.report("it must not be negative", at: node) }
        case .boolean: _ = Bool.read(node, &reader)
        case .pattern: _ = reader.text(node)
        case .reference: checkReference(node, &reader)
        case .values:
            guard case .sequence(let items) = node.content, !items.isEmpty else {
                return reader.reportMismatch(expected: "a list with at least one value", found: node)
            }
        }
    }

    private func checkList(_ node: SpecNode, _ reader: inout SpecReader) {
        guard case .sequence(let items) = node.content, !items.isEmpty else {
            return reader.reportMismatch(expected: "a list of schemas", found: node)
        }
        for (index, item) in items.enumerated() { reader.within(String(index)) { check(item, &$0) } }
    }

    private func checkNames(_ node: SpecNode, _ reader: inout SpecReader) {
        guard case .sequence(let items) = node.content, items.allSatisfy({ $0.scalar != nil }) else {
            return reader.reportMismatch(expected: "a list of names", found: node)
        }
    }

    private func checkTypes(_ node: SpecNode, _ reader: inout SpecReader) {
        let names = JSONSchemaKeyword.typeNames
        if node.items.isEmpty, !node.isNull { reader.reportMismatch(expected: "at least one type", found: node) }
        // A type that is written as null is one without quotes.
        for item in node.items where !item.isNull && !names.contains(item.scalar?.text ?? "") {
            let hint = NearMiss.hint(for: item.scalar?.written ?? "", among: names)
            reader.report("expected \(SettingShape.choice(names).phrase), found \(item.foundText)\(hint)", at: item)
        }
    }

    private func checkReference(_ node: SpecNode, _ reader: inout SpecReader) {
        guard let pointer = reader.text(node) else { return }
        guard pointer == "#" || pointer.hasPrefix("#/") else {
            return reader.report("only parts of the same schema can be referred to (#/...)", at: node)
        }
        var found: SpecNode? = root
        for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let name = part.replacing("~1", with: "/").replacing("~0", with: "~")
            if case .sequence(let items) = found?.content, let index = Int(String(name)), items.indices.contains(index)
            {
                found = items[index]
            } else {
                found = found?[String(name)]
            }
        }
        if found == nil { reader.report("there is nothing at \(node.scalar?.shown ?? "") in this schema", at: node) }
    }
}
