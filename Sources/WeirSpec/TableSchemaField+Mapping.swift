internal import WeirModel

extension TableSchema.Field {
    /// Reads where the value comes from and how its text is mended; type, format and notation must be known.
    mutating func readMapping(_ descriptor: DescriptorReader, _ reader: inout SpecReader) {
        mapping.from = descriptor.value("from", &reader) { $1.text($0) }
        mapping.trim = descriptor.value("trim", &reader, Self.trim)
        mapping.letterCase = descriptor.value("case", &reader) { node, reader in
            Self.choice(TableSchema.LetterCase.self, node, &reader)
        }
        if let texts = descriptor.value("nullIf", &reader, nullTexts) { mapping.nullIf = texts }
        mapping.fallback = descriptor.value("default", &reader, constraintValue)
        mapping.constant = descriptor.value("constant", &reader, constraintValue)
        guard descriptor["constant"] != nil else { return }
        for name in ["from", "aliases", "trim", "case", "nullIf", "default"] {
            guard let entry = descriptor[name] else { continue }
            reader.within(name) {
                $0.report("a field with a \"constant\" does not come from the data", at: entry.keyPosition)
            }
        }
    }

    private static func trim(_ node: SpecNode, _ reader: inout SpecReader) -> TableSchema.Trim? {
        if let scalar = node.scalar, !scalar.isQuoted {
            if scalar.text == "true" { return .both }
            if scalar.text == "false" { return nil }
        }
        return choice(TableSchema.Trim.self, node, &reader, also: ["true", "false"])
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type, _ node: SpecNode, _ reader: inout SpecReader, also: [String] = []
    ) -> Choice? {
        guard let text = reader.text(node) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue) + also
        let hint = NearMiss.hint(for: text, among: names)
        reader.report("expected \(SettingShape.choice(names).phrase), found \(node.foundText)\(hint)", at: node)
        return nil
    }

    /// Reads one text or a list of them; a number or a truth value is the text that it is.
    private func nullTexts(_ node: SpecNode, _ reader: inout SpecReader) -> [String]? {
        guard case .sequence(let items) = node.content else { return reader.text(node).map { [$0] } }
        var texts: [String] = []
        for item in items {
            guard let text = item.isNull ? "" : reader.text(item) else { continue }
            if texts.contains(text) { reader.report("\(item.foundText) is there twice", at: item) }
            texts.append(text)
        }
        return texts
    }
}
