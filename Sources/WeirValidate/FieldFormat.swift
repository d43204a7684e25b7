import WeirModel

/// The format of a field and the properties that belong to it, checked and compiled.
struct FieldFormat {
    /// How a date or a datetime is written.
    let time: TimeConverter.Format
    /// How a number is brought into the plain form, if it may be in another.
    let cleaner: NumberCleaner?
    /// The form of a text, if it has one.
    let form: TextForm?
    /// How a point is written.
    let point: GeoPointConverter.Format
    /// The shape of a JSON value.
    let json: JSONConverter.Kind
    /// The texts of a boolean.
    let boolean: BooleanConverter
    /// Whether the text as written is the canonical form.
    let isCanonical: Bool

    /// Compiles the format of a field.
    ///
    /// - Throws: `validate.badFormat`.
    init(_ field: TableSchema.Field) throws(WeirError) {
        func problem(_ message: String) -> WeirError {
            WeirError(.validateBadFormat, "field \"\(field.name)\": \(message)")
        }
        var format = field.format
        if format.hasPrefix("fmt:") { format.removeFirst(4) }
        var time = TimeConverter.Format.iso
        var form: TextForm?
        let kind = TimeConverter.Kind(field.type) ?? .date
        switch (format, field.type) {
        case ("default", _), ("array", .geopoint), ("object", .geopoint), ("topojson", .geojson): break
        case (_, .string):
            form = TextForm(rawValue: format)
            if form == nil { throw problem("the type string has no format \"\(format)\"") }
        case ("any", .date), ("any", .datetime), ("any", .time): time = .any
        case (_, .date), (_, .datetime), (_, .time):
            do {
                time = .pattern(try TimePattern(format, for: kind))
            } catch {
                throw problem(
                    "the pattern \"\(format)\" cannot be used: \(error.message) (character \(error.position))")
            }
        default:
            throw problem("the type \(field.type.rawValue) has no format \"\(format)\"")
        }
        var cleaner: NumberCleaner?
        let isNumber = field.type == .number
        if isNumber || field.type == .integer {
            let decimal = isNumber ? field.decimalChar : nil
            if decimal == "" { throw problem("decimalChar is empty") }
            if field.groupChar == "" { throw problem("groupChar is empty") }
            if let decimal, decimal == field.groupChar { throw problem("decimalChar and groupChar are the same") }
            for mark in [decimal, field.groupChar] {
                if let mark, mark.utf8.contains(where: { $0 &- 0x30 < 10 || $0 == 0x2B || $0 == 0x2D }) {
                    throw problem("a number cannot be marked by \"\(mark)\"")
                }
            }
            if field.groupChar != nil || !field.bareNumber || (decimal ?? ".") != "." {
                cleaner = NumberCleaner(
                    decimalMark: decimal.map { Array($0.utf8) }, groupMark: field.groupChar.map { Array($0.utf8) },
                    stripsUnits: !field.bareNumber)
            }
        }
        self.time = time
        self.form = form
        point = format == "array" ? .array : format == "object" ? .object : .text
        json =
            switch (field.type, format) {
            case (.geojson, "topojson"): .topoJSON
            case (.geojson, _): .geoJSON
            case (.array, _): .array
            default: .object
            }
        self.cleaner = cleaner
        boolean = BooleanConverter(trueValues: field.trueValues, falseValues: field.falseValues)
        isCanonical =
            switch field.type {
            case .string, .any, .yearmonth, .duration, .geopoint, .object, .array, .list, .geojson: true
            case .number: cleaner == nil
            case .date, .datetime, .time: format == "default"
            case .integer, .boolean, .year: false
            }
    }
}

extension TimeConverter.Kind {
    /// What the texts of a type say, if they say a time.
    init?(_ type: TableSchema.FieldType) {
        switch type {
        case .date: self = .date
        case .datetime: self = .datetime
        case .time: self = .time
        default: return nil
        }
    }
}
