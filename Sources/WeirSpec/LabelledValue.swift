internal import WeirModel

/// A value of a schema that may have a name: a plain value, or a mapping with `value` and `label`.
struct LabelledValue {
    /// The value as a text.
    var value: String
    /// What it stands for.
    var label: String?

    /// Reads a list of them and reports values and labels that are there twice.
    ///
    /// - Parameters:
    ///   - expected: what the list is called in a message.
    ///   - readValue: reads a value.
    static func list(
        _ node: SpecNode, expected: String, _ reader: inout SpecReader,
        _ readValue: (SpecNode, inout SpecReader) -> String?
    ) -> [LabelledValue]? {
        guard case .sequence(let items) = node.content else {
            reader.reportMismatch(expected: expected, found: node)
            return nil
        }
        var values: [LabelledValue] = []
        for item in items {
            let entry = item.entries
            guard let valueNode = entry == nil ? item : valueNode(item, entry ?? [], &reader),
                let value = readValue(valueNode, &reader)
            else { continue }
            if values.contains(where: { $0.value == value }) {
                reader.report("\(valueNode.foundText) is there twice", at: valueNode)
            }
            let label = item["label"].flatMap { $0.isNull ? nil : reader.text($0) }
            if let label, let node = item["label"], values.contains(where: { $0.label == label }) {
                reader.report("the label \(node.foundText) is there twice", at: node)
            }
            values.append(LabelledValue(value: value, label: label))
        }
        return values
    }

    private static func valueNode(
        _ item: SpecNode, _ entries: [SpecEntry], _ reader: inout SpecReader
    ) -> SpecNode? {
        reader.refuseUnknown(entries, known: ["value", "label"], what: "property of a value")
        guard let value = item["value"] else {
            reader.report("a value with a label needs \"value\"", at: item)
            return nil
        }
        return value
    }
}

extension TableSchema.Field {
    /// Reads the categories of a field whose type and notation are known.
    mutating func readCategories(_ descriptor: DescriptorReader, _ reader: inout SpecReader) {
        guard type == .string || type == .integer else { return }
        categoriesOrdered = descriptor.value("categoriesOrdered", &reader, Bool.read)
        let field = self
        let values = descriptor.value("categories", &reader) { node, reader in
            LabelledValue.list(node, expected: "a list of categories", &reader) { item, reader in
                field.constraintValue(item, &reader)
            }
        }
        guard let values, let entry = descriptor["categories"] else { return }
        if values.isEmpty, case .sequence(let items) = entry.value.content, items.isEmpty {
            reader.within("categories") { $0.report("there must be at least one category", at: entry.value) }
        }
        categories = values.map { TableSchema.Category($0.value, label: $0.label) }
    }
}
