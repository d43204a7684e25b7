internal import WeirModel

extension TableSchema {
    /// Reads the keys of a schema whose fields are known.
    mutating func readKeys(_ descriptor: DescriptorReader, _ reader: inout SpecReader) {
        let names = fields.map(\.name)
        if let key = descriptor.value("primaryKey", &reader, { Self.key($0, of: names, mayBeEmpty: true, &$1) }) {
            primaryKey = key
        }
        let keys = descriptor.value("uniqueKeys", &reader) { node, reader -> [[String]]? in
            guard case .sequence(let items) = node.content else {
                reader.reportMismatch(expected: "a list of keys, each a list of names of fields", found: node)
                return nil
            }
            return items.enumerated().compactMap { index, item in
                reader.within(String(index)) { Self.key(item, of: names, mayBeEmpty: false, &$0) }
            }
        }
        if let keys { uniqueKeys = keys }
    }

    /// Reads one key: the names of different fields of the schema; one name without brackets is a list of one.
    ///
    /// - Parameter names: the names of the fields that there are; `nil` if they are not known here.
    static func key(
        _ node: SpecNode, of names: [String]?, mayBeEmpty: Bool, _ reader: inout SpecReader
    ) -> [String]? {
        var key: [String] = []
        for item in node.items {
            guard let name = reader.text(item) else { return nil }
            if let names, !names.contains(name) {
                let hint = NearMiss.hint(for: item.scalar?.written ?? "", among: names)
                reader.report("the schema has no field \(item.foundText)\(hint)", at: item)
            } else if key.contains(name) {
                reader.report("the field \(item.foundText) is there twice", at: item)
            } else {
                key.append(name)
            }
        }
        if node.items.isEmpty, !mayBeEmpty { reader.report("a key needs at least one field", at: node) }
        return key
    }
}
