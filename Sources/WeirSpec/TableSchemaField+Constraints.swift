internal import WeirModel

extension TableSchema.Field {
    /// Reads the constraints of a field whose type, format and notation are known.
    mutating func readConstraints(_ node: SpecNode, _ reader: inout SpecReader) {
        guard let entries = reader.entries(node, expected: "a mapping of constraints") else { return }
        let descriptor = DescriptorReader(entries, known: TableSchemaTerms.constraints, what: "constraint")
        descriptor.refuseOthers(&reader)
        refuseInapplicable(descriptor, &reader)

        if let isRequired = descriptor.value("required", &reader, Bool.read) { constraints.required = isRequired }
        if let isUnique = descriptor.value("unique", &reader, Bool.read) { constraints.unique = isUnique }
        switch type {
        case .integer, .number, .date, .datetime, .time, .year, .yearmonth, .duration:
            constraints.minimum = descriptor.value("minimum", &reader, bound)
            constraints.maximum = descriptor.value("maximum", &reader, bound)
            constraints.exclusiveMinimum = descriptor.value("exclusiveMinimum", &reader, bound)
            constraints.exclusiveMaximum = descriptor.value("exclusiveMaximum", &reader, bound)
        case .string, .object, .array, .list, .geojson:
            constraints.minLength = descriptor.value("minLength", &reader, Self.length)
            constraints.maxLength = descriptor.value("maxLength", &reader, Self.length)
            if type == .string { constraints.pattern = descriptor.value("pattern", &reader) { $1.text($0) } }
            if type == .object || type == .array {
                constraints.jsonSchema = descriptor.value("jsonSchema", &reader, JSONSchemaReader.read)
            }
            if let least = constraints.minLength, let most = constraints.maxLength, least > most,
                let entry = descriptor["maxLength"]
            {
                reader.report("maxLength is less than minLength", at: entry.value)
            }
        case .boolean, .geopoint, .any:
            break
        }
        constraints.enumeration = descriptor.value("enum", &reader, enumeration)
    }

    private func refuseInapplicable(_ descriptor: DescriptorReader, _ reader: inout SpecReader) {
        let ordered: [TableSchema.FieldType] = [
            .integer, .number, .date, .datetime, .time, .year, .yearmonth, .duration,
        ]
        let applicability: [(names: [String], types: [TableSchema.FieldType])] = [
            (["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], ordered),
            (["minLength", "maxLength"], [.string, .object, .array, .list, .geojson]),
            (["pattern"], [.string]), (["jsonSchema"], [.object, .array]),
        ]
        for (names, types) in applicability where !types.contains(type) {
            for name in names {
                guard let entry = descriptor[name] else { continue }
                let allowed = types.map(\.rawValue).joined(separator: ", ")
                let message = "\"\(name)\" does not apply to the type \(type.rawValue), only to \(allowed)"
                reader.report(message, at: entry.keyPosition)
            }
        }
    }

    private func bound(_ node: SpecNode, _ reader: inout SpecReader) -> String? {
        guard node.scalar != nil else {
            reader.reportMismatch(expected: phrase, found: node)
            return nil
        }
        return constraintValue(node, &reader)
    }

    private func enumeration(_ node: SpecNode, _ reader: inout SpecReader) -> [String]? {
        guard case .sequence(let items) = node.content, !items.isEmpty else {
            reader.report("expected a list of allowed values with at least one, found \(node.foundText)", at: node)
            return nil
        }
        return items.compactMap { item in
            guard let value = constraintValue(item, &reader) else { return nil }
            if let categories, !categories.contains(where: { isSame($0.value, value) }) {
                reader.report("\(item.foundText) is not one of the categories", at: item)
            }
            return value
        }
    }

    /// Whether two texts are the same value, for the types that can have categories.
    private func isSame(_ left: String, _ right: String) -> Bool {
        guard type == .integer, let number = Int64(withoutMarks(left)) else { return left == right }
        return number == Int64(withoutMarks(right))
    }

    /// Reads a value of the field's own type, written as the data is written or as JSON writes it.
    func constraintValue(_ node: SpecNode, _ reader: inout SpecReader) -> String? {
        guard let text = node.scalar.map(asData) ?? composite(node) else {
            reader.reportMismatch(expected: phrase, found: node)
            return nil
        }
        guard hasPlausibleForm(text) else {
            reader.reportMismatch(expected: phrase, found: node)
            return nil
        }
        return text
    }

    /// A native object or array in the notation of the data, where the type has such values.
    private func composite(_ node: SpecNode) -> String? {
        switch (type, node.content) {
        case (.list, .sequence(let items)):
            let texts = items.compactMap { $0.scalar?.text }
            let isWritable = texts.count == items.count && !texts.contains { $0.contains(delimiter) }
            return isWritable ? texts.joined(separator: delimiter) : nil
        case (.geopoint, .sequence(let items)) where format == "default":
            let texts = items.compactMap { $0.scalar?.text }
            return texts.count == 2 && items.count == 2 ? texts.joined(separator: ",") : nil
        case (.object, .mapping), (.geojson, .mapping), (.array, .sequence), (.geopoint, .mapping),
            (.geopoint, .sequence):
            return JSONValue(node).text
        default: return nil
        }
    }

    /// A native number or boolean in the notation of the data, which may differ: `1.5` is `1,5` where the comma is
    /// the decimal character.
    private func asData(_ scalar: SpecScalar) -> String {
        if scalar.isQuoted { return scalar.text }
        switch type {
        case .number where decimalChar != "." && scalar.text.isDecimalNumber:
            return scalar.text.replacing(".", with: decimalChar)
        case .boolean where scalar.text == "true" && !trueValues.contains("true"):
            return trueValues.first ?? scalar.text
        case .boolean where scalar.text == "false" && !falseValues.contains("false"):
            return falseValues.first ?? scalar.text
        default:
            return scalar.text
        }
    }

    /// Whether a text looks like a value of the type; calendars and ranges are left to the conversion itself.
    private func hasPlausibleForm(_ text: String) -> Bool {
        switch type {
        case .string, .any:
            return true
        case .boolean:
            return trueValues.contains(text) || falseValues.contains(text)
        case .integer:
            let bare = withoutMarks(text)
            return bare.isDecimalNumber && !bare.utf8.contains { ".eE".utf8.contains($0) } || !bareNumber
        case .number:
            let name = text.uppercased()
            return withoutMarks(text).isDecimalNumber || ["NAN", "INF", "-INF"].contains(name) || !bareNumber
        case .date:
            return format != "default" || Self.isDate(text.utf8[...])
        case .time:
            return format != "default" || Self.isTime(text)
        case .year:
            return isYear(text[...])
        case .yearmonth:
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            return parts.count >= 2 && isYear(parts.dropLast().joined(separator: "-")[...])
                && parts[parts.count - 1].utf8.count == 2 && parts[parts.count - 1].utf8.allSatisfy(\.isASCIIDigit)
        case .duration:
            return text.hasPrefix("P") || text.hasPrefix("-P")
        case .geopoint:
            return text.contains(",")
        case .object, .geojson:
            return text.hasPrefix("{")
        case .array:
            return text.hasPrefix("[")
        case .list:
            return true
        case .datetime:
            let utf8 = text.utf8
            return format != "default"
                || Self.isDate(utf8.prefix(10)) && utf8.dropFirst(10).first == UInt8(ascii: "T")
        }
    }

    private func withoutMarks(_ text: String) -> String {
        let digits = groupChar.map { text.replacing($0, with: "") } ?? text
        return type == .number ? digits.replacing(decimalChar, with: ".") : digits
    }

    private static func isDate(_ text: Substring.UTF8View) -> Bool {
        text.count == 10
            && text.enumerated().allSatisfy { index, byte in
                index == 4 || index == 7 ? byte == UInt8(ascii: "-") : byte.isASCIIDigit
            }
    }

    private static func isTime(_ text: String) -> Bool {
        text.utf8.count == 8
            && text.utf8.enumerated().allSatisfy { index, byte in
                index == 2 || index == 5 ? byte == UInt8(ascii: ":") : byte.isASCIIDigit
            }
    }

    private func isYear(_ text: Substring) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text
        return digits.utf8.count >= 4 && digits.utf8.allSatisfy(\.isASCIIDigit)
    }

    private static func length(_ node: SpecNode, _ reader: inout SpecReader) -> Int? {
        guard let length = Int.read(node, &reader) else { return nil }
        if length < 0 {
            reader.report("a length must not be negative", at: node)
            return nil
        }
        return length
    }

    private var phrase: String {
        switch type {
        case .string, .any: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "one of trueValues or falseValues"
        case .date: format == "default" ? "a date such as 2024-01-31" : "a date"
        case .time: format == "default" ? "a time such as 08:30:00" : "a time"
        case .year: "a year such as 2024"
        case .yearmonth: "a year with a month such as 2024-01"
        case .duration: "a duration such as P1Y2M3DT4H5M6S"
        case .object: "a JSON object"
        case .array: "a JSON array"
        case .geojson: "a GeoJSON object"
        case .list: "a list of \(itemType.rawValue) values that do not hold \"\(delimiter)\""
        case .geopoint: "a longitude and a latitude such as \"90.5, 45.5\""
        case .datetime: format == "default" ? "a date and time such as 2024-01-31T12:00:00" : "a date and time"
        }
    }
}
