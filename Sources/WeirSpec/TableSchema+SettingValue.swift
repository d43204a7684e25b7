public import WeirModel

extension TableSchema: SettingValue {
    /// Reads a Table Schema descriptor, 2.0 or 1.0; what is not supported is refused, never ignored.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> TableSchema? {
        if node.isNull {
            reader.reportMismatch(expected: "a table schema", found: node)
            return nil
        }
        guard let entries = reader.entries(node, expected: "a table schema") else { return nil }
        let descriptor = DescriptorReader(entries, known: TableSchemaTerms.schema, what: "property of a table schema")
        descriptor.refuseOthers(&reader)

        let version = descriptor.value("$schema", &reader) { $1.text($0) } ?? nil
        let isVersion1 = version?.contains("/1.0/") ?? false
        var schema = TableSchema(fields: [])
        if let values = descriptor.value("missingValues", &reader, TableSchema.missingValues) {
            schema.missingValues = values
        }
        if let match = descriptor.value("fieldsMatch", &reader, fieldsMatch) { schema.fieldsMatch = match }

        guard let fields = entries.first(where: { $0.key == "fields" }) else {
            reader.report("a table schema needs \"fields\"", at: node)
            return schema
        }
        guard !fields.value.isUnusable else { return schema }
        schema.fields = reader.within("fields") { readFields(fields.value, isVersion1: isVersion1, &$0) }
        schema.readKeys(descriptor, &reader)
        schema.readForeignKeys(descriptor, &reader)
        return schema
    }

    /// A table schema.
    public static var shape: SettingShape { .group(TableSchemaTerms.group) }

    /// The number of fields is all that fits on a line; a schema has no default that anybody would copy.
    public var rendered: String { "" }

    private static func fieldsMatch(_ node: SpecNode, _ reader: inout SpecReader) -> FieldsMatch? {
        // The published profile takes a list by mistake, so some tools write one.
        let items = node.items
        guard items.count == 1, let text = items.first?.scalar?.text, let match = FieldsMatch(rawValue: text) else {
            let names = FieldsMatch.allCases.map(\.rawValue)
            let hint = items.first?.scalar.map { NearMiss.hint(for: $0.written, among: names) } ?? ""
            let found = (items.count == 1 ? items.first : node)?.foundText ?? "nothing"
            reader.report("expected \(SettingShape.choice(names).phrase), found \(found)\(hint)", at: node)
            return nil
        }
        return match
    }

    /// Reads the texts that stand for no value; what they are called is information.
    static func missingValues(_ node: SpecNode, _ reader: inout SpecReader) -> [String]? {
        LabelledValue.list(node, expected: "a list of texts", &reader) { item, reader in
            item.isNull ? "" : reader.text(item)
        }?.map(\.value)
    }

    private static func readFields(_ node: SpecNode, isVersion1: Bool, _ reader: inout SpecReader) -> [Field] {
        guard case .sequence(let items) = node.content else {
            reader.reportMismatch(expected: "a list of fields", found: node)
            return []
        }
        if items.isEmpty { reader.report("a table schema needs at least one field", at: node) }
        var places: [String: WeirError.Position] = [:]
        return items.enumerated().compactMap { index, item -> Field? in
            guard !item.isUnusable else { return nil }
            return reader.within(String(index)) { reader -> Field? in
                guard let field = Field.read(item, isVersion1: isVersion1, &reader) else { return nil }
                let place = item["name"]?.position ?? item.position
                let name = item["name"]?.scalar?.shown ?? "\"\""
                if let first = places.updateValue(place, forKey: field.name), !field.name.isEmpty {
                    reader.report("the field name \(name) is there twice, first at \(first)", at: place)
                }
                return field
            }
        }
    }
}
