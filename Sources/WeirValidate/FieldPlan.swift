import WeirModel

/// One field of the schema, compiled: everything that checking its column needs.
///
/// It is shared by reference, since it is picked up anew for every tile.
final class FieldPlan: Sendable {
    /// The field as the schema has it.
    let field: TableSchema.Field
    /// How the values are held.
    let type: ColumnType
    /// How the texts become values.
    let converter: Converter
    /// Which texts stand for no value.
    let missing: MissingValues
    /// Reads whole numbers at once, where that can be.
    let shortIntegers: ShortIntegers?
    /// The limits of the length, if there are any.
    let lengths: LengthLimits?
    /// The pattern, if there is one.
    let pattern: TextPattern?
    /// The allowed values, if they are listed.
    let allowed: AllowedValues?
    /// How its texts are mended first, if the schema says so.
    let repair: FieldRepair?
    /// The text of every row of a field that the data does not have: its constant or its default.
    let filling: [UInt8]?
    /// What is checked of values that are more than one number or text.
    let compound: CompoundChecks?
    /// Whether the text as written is the canonical form of the value.
    let isCanonical: Bool

    /// Compiles a field of a schema.
    ///
    /// - Throws: `validate.badFormat`, `validate.badConstraint`, `validate.badMapping`.
    init(_ field: TableSchema.Field, missingValues: [String]) throws(WeirError) {
        let format = try FieldFormat(field)
        let reader = ConstraintReader(field: field, format: format)
        self.field = field
        missing = MissingValues(field.missingValues ?? missingValues)
        repair = try FieldRepair(field, missing: missing)
        filling = (field.mapping.constant ?? field.mapping.fallback).map { Array($0.utf8) }
        isCanonical = format.isCanonical
        type = field.columnType
        switch field.type {
        case .integer:
            converter = .integer(
                IntegerConverter(cleaner: format.cleaner, bounds: ValueBounds(try reader.bounds(reader.integer))))
            allowed = try reader.allowed(reader.integer).map { .integers($0.sorted()) }
        case .number:
            converter = .number(
                NumberConverter(cleaner: format.cleaner, bounds: ValueBounds(try reader.bounds(reader.number))))
            allowed = try reader.allowed(reader.number).map { .numbers($0.sorted()) }
        case .boolean:
            converter = .boolean(format.boolean)
            allowed = try reader.allowed(reader.boolean).map { .integers($0.sorted()) }
        case .date, .datetime, .time:
            let kind = TimeConverter.Kind(field.type) ?? .date
            converter = .time(
                TimeConverter(format: format.time, kind: kind, bounds: ValueBounds(try reader.bounds(reader.time))))
            allowed = try reader.allowed(reader.time).map { .integers($0.sorted()) }
        case .year, .yearmonth, .duration:
            converter = .calendar(
                CalendarConverter(
                    kind: reader.calendarKind, bounds: ValueBounds(try reader.bounds(reader.calendar))))
            allowed = try reader.allowed(reader.calendar).map { .integers($0.sorted()) }
        case .geopoint:
            converter = .point(GeoPointConverter(format: format.point))
            allowed = nil
        case .object, .array, .geojson:
            converter = .json(JSONConverter(kind: format.json))
            allowed = nil
        case .list:
            converter = .list(try reader.listConverter())
            allowed = nil
        case .string, .any:
            converter = format.form.map { .form($0) } ?? .text
            if let form = format.form { _ = try reader.allowed { form.matches($0) ? true : nil } }
            allowed = reader.allowedTexts.map { .texts($0.map { Array($0.utf8) }) }
        }
        if case .integer(let integers) = converter, repair == nil {
            shortIntegers = ShortIntegers(integers, missing: missing)
        } else {
            shortIntegers = nil
        }
        try reader.refuseInapplicable()
        compound = try reader.compoundChecks()
        if type == .text {
            lengths = try reader.lengths()
            pattern = try reader.pattern()
        } else {
            lengths = nil
            pattern = nil
        }
    }

    /// Whether a row without a value breaks a rule.
    var isRequired: Bool { field.constraints.required }
    /// Whether the column has values beside texts.
    var hasValues: Bool { type.hasValues }
    /// Whether the column keeps its texts.
    var hasSlices: Bool { type.hasTexts }
    /// Whether anything is left to check once the values are there.
    var hasFurtherChecks: Bool { lengths != nil || pattern != nil || allowed != nil || compound != nil }
}
