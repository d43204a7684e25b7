import WeirModel

extension TableSchema.Field {
    /// The properties that differ from their defaults, in the order in which people write them.
    var properties: [FieldProperty.Member] {
        let plain = TableSchema.Field(name: name, type: type)
        var found: [FieldProperty.Member] = [.init("name", .text(name)), .init("type", .text(type.rawValue))]
        if !aliases.isEmpty { found.append(.init("aliases", .texts(aliases))) }
        if format != plain.format { found.append(.init("format", .text(format))) }
        if mapping.trim == .both { found.append(.init("trim", .flag(true))) }
        if delimiter != plain.delimiter { found.append(.init("delimiter", .text(delimiter))) }
        if itemType != plain.itemType { found.append(.init("itemType", .text(itemType.rawValue))) }
        if let missingValues { found.append(.init("missingValues", .texts(missingValues))) }
        if trueValues != plain.trueValues { found.append(.init("trueValues", .texts(trueValues))) }
        if falseValues != plain.falseValues { found.append(.init("falseValues", .texts(falseValues))) }
        if decimalChar != plain.decimalChar { found.append(.init("decimalChar", .text(decimalChar))) }
        if let groupChar { found.append(.init("groupChar", .text(groupChar))) }
        if bareNumber != plain.bareNumber { found.append(.init("bareNumber", .flag(bareNumber))) }
        var rules: [FieldProperty.Member] = []
        if constraints.required { rules.append(.init("required", .flag(true))) }
        if let minimum = constraints.minimum { rules.append(.init("minimum", .text(minimum))) }
        if let maximum = constraints.maximum { rules.append(.init("maximum", .text(maximum))) }
        if let enumeration = constraints.enumeration { rules.append(.init("enum", .texts(enumeration))) }
        if !rules.isEmpty { found.append(.init("constraints", .group(rules))) }
        return found
    }

    /// The field as JSON on one line.
    var json: String { FieldProperty.group(properties).json }

    /// The field as a flow mapping of YAML.
    var yaml: String { FieldProperty.group(properties).yaml }
}
