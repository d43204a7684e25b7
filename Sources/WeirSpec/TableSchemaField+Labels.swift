internal import WeirModel

extension TableSchema.Field {
    /// Reads which labels the column may have in the data.
    mutating func readLabels(_ descriptor: DescriptorReader, _ reader: inout SpecReader) {
        let name = name
        let read = descriptor.value("aliases", &reader) { node, reader -> [String]? in
            guard case .sequence(let items) = node.content else {
                reader.reportMismatch(expected: "a list of labels", found: node)
                return nil
            }
            var labels: [String] = []
            for item in items {
                guard let label = item.isNull ? "" : reader.text(item) else { continue }
                if label == name {
                    reader.report("\(item.foundText) is the name of the field itself", at: item)
                } else if labels.contains(label) {
                    reader.report("\(item.foundText) is there twice", at: item)
                } else {
                    labels.append(label)
                }
            }
            return labels
        }
        if let read { aliases = read }
    }
}
