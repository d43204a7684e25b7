import WeirModel

extension ConstraintReader {
    /// How the lists of the field are read.
    func listConverter() throws(WeirError) -> ListConverter {
        func problem(_ message: String) -> WeirError {
            WeirError(.validateBadFormat, "field \"\(field.name)\": \(message)")
        }
        if field.delimiter.isEmpty { throw problem("delimiter is empty") }
        let item: ListConverter.Item
        switch field.itemType {
        case .string: item = .text
        case .integer: item = .integer(IntegerConverter(cleaner: nil, bounds: ValueBounds([])))
        case .number: item = .number(NumberConverter(cleaner: nil, bounds: ValueBounds([])))
        case .boolean:
            let plain = TableSchema.Field(name: "")
            item = .boolean(BooleanConverter(trueValues: plain.trueValues, falseValues: plain.falseValues))
        case .date, .datetime, .time:
            let kind = TimeConverter.Kind(field.itemType) ?? .date
            item = .time(TimeConverter(format: .iso, kind: kind, bounds: ValueBounds([])))
        default: throw problem("the items of a list cannot be of the type \(field.itemType.rawValue)")
        }
        return ListConverter(delimiter: Array(field.delimiter.utf8), item: item)
    }

    /// What is checked of objects, arrays, lists and points, if anything is.
    func compoundChecks() throws(WeirError) -> CompoundChecks? {
        switch field.type {
        case .object, .array, .geojson:
            let converter = JSONConverter(kind: format.json)
            let allowed: [JSONDocument]? = try allowed { text in
                var tape = JSONTape()
                return converter.accepts(text, &tape) ? try? JSONDocument(Array(text)) : nil
            }
            let (counts, rules) = (try counts(), try rules())
            return counts == nil && rules == nil && allowed == nil
                ? nil : .json(lengths: counts, allowed: allowed, rules: rules)
        case .list:
            let converter = try listConverter()
            let (counts, allowed) = (try counts(), try allowed(converter.values))
            return counts == nil && allowed == nil ? nil : .list(converter, lengths: counts, allowed: allowed)
        case .geopoint:
            let converter = GeoPointConverter(format: format.point)
            let allowed: [GeoPoint]? = try allowed { text in
                var tape = JSONTape()
                return converter.read(text, &tape)
            }
            return allowed.map { .points(converter, allowed: $0) }
        default: return nil
        }
    }

    private func counts() throws(WeirError) -> CompoundChecks.CountLimits? {
        try lengths().map { CompoundChecks.CountLimits(least: $0.least, most: $0.most) }
    }

    private func rules() throws(WeirError) -> JSONRules? {
        guard let schema = field.constraints.jsonSchema else { return nil }
        do {
            return try JSONRuleCompiler.compile(schema)
        } catch {
            throw problem(.jsonSchema, "\(error.place): \(error.message)")
        }
    }
}

extension TableSchema.FieldType {
    /// Whether values can be less or greater than each other.
    var hasOrder: Bool {
        switch self {
        case .integer, .number, .date, .datetime, .time, .year, .yearmonth, .duration: true
        default: false
        }
    }

    /// Whether values have a length.
    var hasLength: Bool {
        switch self {
        case .string, .object, .array, .list, .geojson: true
        default: false
        }
    }
}
