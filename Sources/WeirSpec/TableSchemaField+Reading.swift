internal import WeirModel

extension TableSchema.Field {
    /// Reads a field descriptor.
    static func read(_ node: SpecNode, isVersion1: Bool, _ reader: inout SpecReader) -> TableSchema.Field? {
        guard let entries = node.entries else {
            reader.reportMismatch(expected: "a field with a name", found: node)
            return nil
        }
        let descriptor = DescriptorReader(entries, known: TableSchemaTerms.field, what: "property of a field")
        descriptor.refuseOthers(&reader)

        var field = TableSchema.Field(name: "", type: isVersion1 ? .string : .any)
        if let name = descriptor["name"] {
            field.name = reader.within("name") { $0.text(name.value) } ?? ""
            if field.name.isEmpty, name.value.scalar != nil {
                reader.report("the name must not be empty", at: name.value)
            }
        } else if !entries.contains(where: { $0.key == "name" && $0.value.isUnusable }) {
            reader.report("a field needs a \"name\"", at: node)
        }
        field.readLabels(descriptor, &reader)
        let typeEntry = descriptor["type"]
        guard let type = typeEntry.map({ readType($0.value, &reader) }) ?? field.type else {
            // What else the field says depends on the type.
            return field
        }
        field.type = type
        field.title = descriptor.value("title", &reader) { $1.text($0) }
        field.description = descriptor.value("description", &reader) { $1.text($0) }
        field.missingValues = descriptor.value("missingValues", &reader, TableSchema.missingValues)
        if let format = descriptor["format"] { field.readFormat(format, &reader) }
        field.readNotation(descriptor, &reader)
        field.readCategories(descriptor, &reader)
        field.readMapping(descriptor, &reader)
        if let constraints = descriptor["constraints"] {
            reader.within("constraints") { field.readConstraints(constraints.value, &$0) }
        }
        return field
    }

    private static func readType(_ node: SpecNode, _ reader: inout SpecReader) -> TableSchema.FieldType? {
        reader.within("type") { reader in
            guard let text = reader.text(node) else { return nil }
            if let type = TableSchema.FieldType(rawValue: text) { return type }
            let names = TableSchema.FieldType.allCases.map(\.rawValue)
            let hint = NearMiss.hint(for: node.scalar?.written ?? "", among: names)
            reader.report("expected \(SettingShape.choice(names).phrase), found \(node.foundText)\(hint)", at: node)
            return nil
        }
    }

    private mutating func readFormat(_ entry: SpecEntry, _ reader: inout SpecReader) {
        let type = type
        let read: String? = reader.within("format") { reader in
            guard let text = reader.text(entry.value) else { return nil }
            let name = text.hasPrefix("fmt:") ? String(text.dropFirst(4)) : text
            switch type {
            case _ where name == "default":
                return name
            case .date, .datetime, .time:
                if name == "any" || name.contains("%") { return name }
                let pattern = type == .time ? "%H:%M" : "%d.%m.%Y"
                let expected = "expected default, any or a pattern such as \(pattern)"
                reader.report("\(expected), found \(entry.value.foundText)", at: entry.value)
            default:
                let names = TableSchemaTerms.formats(of: type)
                if names.contains(name) { return name }
                let hint = NearMiss.hint(for: entry.value.scalar?.written ?? "", among: names)
                let expected =
                    names.count == 1
                    ? "the type \(type.rawValue) has no format but default"
                    : "expected \(SettingShape.choice(names).phrase)"
                reader.report("\(expected), found \(entry.value.foundText)\(hint)", at: entry.value)
            }
            return nil
        }
        if let read { format = read }
    }

    /// Reads how booleans and numbers are written.
    mutating func readNotation(_ descriptor: DescriptorReader, _ reader: inout SpecReader) {
        let notations: [(name: String, types: [TableSchema.FieldType])] = [
            ("trueValues", [.boolean]), ("falseValues", [.boolean]), ("decimalChar", [.number]),
            ("groupChar", [.integer, .number]), ("bareNumber", [.integer, .number]),
            ("delimiter", [.list]), ("itemType", [.list]),
            ("categories", [.string, .integer]), ("categoriesOrdered", [.string, .integer]),
        ]
        for notation in notations where !notation.types.contains(type) {
            guard let entry = descriptor[notation.name] else { continue }
            let types = notation.types.map(\.rawValue).joined(separator: " and ")
            let message = "\"\(notation.name)\" belongs to \(types), not to a field of the type \(type.rawValue)"
            reader.report(message, at: entry.keyPosition)
        }
        switch type {
        case .boolean:
            if let values = descriptor.value("trueValues", &reader, Self.texts) { trueValues = values }
            if let values = descriptor.value("falseValues", &reader, Self.texts) { falseValues = values }
            if trueValues.contains(where: falseValues.contains),
                let entry = descriptor["falseValues"] ?? descriptor["trueValues"]
            {
                reader.report("a text cannot be in both trueValues and falseValues", at: entry.value)
            }
        case .number, .integer:
            if type == .number, let text = descriptor.value("decimalChar", &reader, Self.mark) { decimalChar = text }
            groupChar = descriptor.value("groupChar", &reader, Self.mark)
            if let isBare = descriptor.value("bareNumber", &reader, Bool.read) { bareNumber = isBare }
            if type == .number, groupChar == decimalChar,
                let entry = descriptor["groupChar"]
            {
                reader.report("decimalChar and groupChar cannot be the same", at: entry.value)
            }
        case .list:
            if let text = descriptor.value("delimiter", &reader, Self.delimiter) { delimiter = text }
            if let type = descriptor.value("itemType", &reader, Self.itemType) { itemType = type }
        default:
            break
        }
    }

    private static func delimiter(_ node: SpecNode, _ reader: inout SpecReader) -> String? {
        guard let text = reader.text(node) else { return nil }
        if text.isEmpty { reader.report("the delimiter must not be empty", at: node) }
        return text.isEmpty ? nil : text
    }

    private static func itemType(_ node: SpecNode, _ reader: inout SpecReader) -> TableSchema.FieldType? {
        guard let text = reader.text(node) else { return nil }
        if let type = TableSchemaTerms.itemTypes.first(where: { $0.rawValue == text }) { return type }
        let names = TableSchemaTerms.itemTypes.map(\.rawValue)
        let hint = NearMiss.hint(for: node.scalar?.written ?? "", among: names)
        reader.report("expected \(SettingShape.choice(names).phrase), found \(node.foundText)\(hint)", at: node)
        return nil
    }

    /// Reads a list of texts with at least one.
    private static func texts(_ node: SpecNode, _ reader: inout SpecReader) -> [String]? {
        guard let values = [String].read(node, &reader) else { return nil }
        if values.isEmpty {
            reader.report("the list must not be empty", at: node)
            return nil
        }
        return values
    }

    /// Reads what separates digits: one or more characters that are no digits.
    private static func mark(_ node: SpecNode, _ reader: inout SpecReader) -> String? {
        guard let text = reader.text(node) else { return nil }
        if text.isEmpty || text.utf8.contains(where: \.isASCIIDigit) {
            reader.reportMismatch(expected: "a character that is no digit", found: node)
            return nil
        }
        return text
    }
}
