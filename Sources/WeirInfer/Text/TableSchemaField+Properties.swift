import WeirModel

extension TableSchema.Field {
    /// The properties that differ from their defaults, in the order in which people write them.
    var properties: [(name: String, value: FieldProperty)] {
        let plain = TableSchema.Field(name: name, type: type)
        var found: [(String, FieldProperty)] = [("name", .text(name)), ("type", .text(type.rawValue))]
        if !aliases.isEmpty { found.append(("aliases", .texts(aliases))) }
        if format != plain.format { found.append(("format", .text(format))) }
        if mapping.trim == .both { found.append(("trim", .flag(true))) }
        if delimiter != plain.delimiter { found.append(("delimiter", .text(delimiter))) }
        if itemType != plain.itemType { found.append(("itemType", .text(itemType.rawValue))) }
        if let missingValues { found.append(("missingValues", .texts(missingValues))) }
        if trueValues != plain.trueValues { found.append(("trueValues", .texts(trueValues))) }
        if falseValues != plain.falseValues { found.append(("falseValues", .texts(falseValues))) }
        if decimalChar != plain.decimalChar { found.append(("decimalChar", .text(decimalChar))) }
        if let groupChar { found.append(("groupChar", .text(groupChar))) }
        if bareNumber != plain.bareNumber { found.append(("bareNumber", .flag(bareNumber))) }
        var rules: [(String, FieldProperty)] = []
        if constraints.required { rules.append(("required", .flag(true))) }
        if let minimum = constraints.minimum { rules.append(("minimum", .text(minimum))) }
        if let maximum = constraints.maximum { rules.append(("maximum", .text(maximum))) }
        if let enumeration = constraints.enumeration { rules.append(("enum", .texts(enumeration))) }
        if !rules.isEmpty { found.append(("constraints", .group(rules))) }
        return found
    }

    /// The field as JSON on one line.
    var json: String { FieldProperty.group(properties).json }

    /// The field as a flow mapping of YAML.
    var yaml: String { FieldProperty.group(properties).yaml }
}
