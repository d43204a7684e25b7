internal import WeirModel

extension TableSchema {
    /// Reads the foreign keys of a schema whose fields are known.
    mutating func readForeignKeys(_ descriptor: DescriptorReader, _ reader: inout SpecReader) {
        let names = fields.map(\.name)
        let keys = descriptor.value("foreignKeys", &reader) { node, reader -> [ForeignKey]? in
            guard case .sequence(let items) = node.content else {
                reader.reportMismatch(expected: "a list of foreign keys", found: node)
                return nil
            }
            return items.enumerated().compactMap { index, item in
                reader.within(String(index)) { ForeignKey.read(item, of: names, &$0) }
            }
        }
        if let keys { foreignKeys = keys }
    }
}

extension TableSchema.ForeignKey {
    /// Reads one foreign key.
    ///
    /// - Parameter names: the names of the fields of the schema.
    fileprivate static func read(_ node: SpecNode, of names: [String], _ reader: inout SpecReader) -> Self? {
        let what = "a foreign key, which has \"fields\" and \"reference\""
        guard let entries = required(node, ["fields", "reference"], what, &reader) else { return nil }
        let descriptor = DescriptorReader(
            entries, known: TableSchemaTerms.foreignKey, what: "property of a foreign key")
        descriptor.refuseOthers(&reader)
        let fields = descriptor.value("fields", &reader) {
            TableSchema.key($0, of: names, mayBeEmpty: false, &$1)
        }
        let reference = descriptor.value("reference", &reader) { readReference($0, of: names, &$1) }
        guard let fields, let reference, !fields.isEmpty, !reference.referencedFields.isEmpty else { return nil }
        guard fields.count == reference.referencedFields.count else {
            // A name that was refused is missing in its list, and that was said.
            let counts = [entries[name: "fields"]?.items.count, entries[name: "reference"]?["fields"]?.items.count]
            if counts[0] != counts[1] {
                let other = reference.referencedFields.count
                reader.report("\(fields.count) fields refer to \(other): there must be as many", at: node)
            }
            return nil
        }
        return TableSchema.ForeignKey(fields, to: reference.resource, reference.referencedFields)
    }

    /// Reads what the fields refer to.
    private static func readReference(
        _ node: SpecNode, of names: [String], _ reader: inout SpecReader
    ) -> (resource: String, referencedFields: [String])? {
        let what = "a reference, which has \"fields\" and, for another table, \"resource\""
        guard let entries = required(node, ["fields"], what, &reader) else { return nil }
        let descriptor = DescriptorReader(entries, known: TableSchemaTerms.reference, what: "property of a reference")
        descriptor.refuseOthers(&reader)
        let resource = descriptor.value("resource", &reader) { $1.text($0) } ?? ""
        let fields = descriptor.value("fields", &reader) {
            TableSchema.key($0, of: resource.isEmpty ? names : nil, mayBeEmpty: false, &$1)
        }
        return fields.map { (resource, $0) }
    }

    private static func required(
        _ node: SpecNode, _ names: [String], _ what: String, _ reader: inout SpecReader
    ) -> [SpecEntry]? {
        guard !node.isNull, let entries = node.entries else {
            reader.reportMismatch(expected: what, found: node)
            return nil
        }
        let missing = names.filter { name in entries[name: name].map(\.isNull) ?? true }
        for name in missing { reader.report("\"\(name)\" is missing", at: node) }
        return missing.isEmpty ? entries : nil
    }
}

extension [SpecEntry] {
    /// The value of an entry, if there is one.
    fileprivate subscript(name name: String) -> SpecNode? { first { $0.key == name }?.value }
}
