import WeirModel

/// Reads the constraints of a field by the field's own type.
struct ConstraintReader {
    let field: TableSchema.Field
    let format: FieldFormat

    /// Reads a whole number.
    func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        IntegerConverter(cleaner: format.cleaner, bounds: ValueBounds([])).read(text)
    }

    /// Reads a number.
    func number(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        NumberConverter(cleaner: format.cleaner, bounds: ValueBounds([])).read(text)
    }

    /// Reads a truth value.
    func boolean(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        format.boolean.read(text).map { $0 ? 1 : 0 }
    }

    /// Reads a date, a datetime or a time of day.
    func time(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        TimeConverter(
            format: format.time, kind: TimeConverter.Kind(field.type) ?? .date, bounds: ValueBounds([])
        ).read(text)
    }

    /// Reads a year, a month of a year or a length of time.
    func calendar(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        CalendarConverter(kind: calendarKind, bounds: ValueBounds([])).read(text)
    }

    /// Which of them the field has.
    var calendarKind: CalendarConverter.Kind {
        field.type == .year ? .year : field.type == .yearmonth ? .yearmonth : .duration
    }

    /// The bounds of the field.
    func bounds<Value>(
        _ read: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws(WeirError) -> [ValueBounds<Value>.Bound] {
        var bounds: [ValueBounds<Value>.Bound] = []
        for (kind, text) in boundTexts {
            bounds.append(.init(kind: kind, value: try value(text, of: kind, read)))
        }
        return bounds
    }

    /// The allowed values of the field, if they are listed.
    func allowed<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value?) throws(WeirError) -> [Value]? {
        guard let texts = allowedTexts else { return nil }
        var values: [Value] = []
        for text in texts { values.append(try value(text, of: .enum, read)) }
        return values
    }

    /// The allowed values as they are written: those of `enum`, which are categories if there are any, or the categories.
    var allowedTexts: [String]? { field.constraints.enumeration ?? field.categories?.map(\.value) }

    /// The limits of the length, if there are any.
    func lengths() throws(WeirError) -> LengthLimits? {
        let (least, most) = (field.constraints.minLength, field.constraints.maxLength)
        for (kind, length) in [(ConstraintKind.minLength, least), (.maxLength, most)] {
            if let length, length < 0 { throw problem(kind, "\(length) is no length") }
        }
        return least == nil && most == nil ? nil : LengthLimits(least: least, most: most)
    }

    /// The pattern, if there is one.
    func pattern() throws(WeirError) -> TextPattern? {
        guard let pattern = field.constraints.pattern else { return nil }
        do {
            return try TextPattern(pattern)
        } catch {
            throw problem(.pattern, "\"\(pattern)\", character \(error.position): \(error.message)")
        }
    }

    /// Fails if there is a constraint that the type of the field cannot have.
    func refuseInapplicable() throws(WeirError) {
        if !field.type.hasOrder, let (kind, _) = boundTexts.first { throw notForThisType(kind) }
        if !field.type.hasLength, field.constraints.minLength != nil { throw notForThisType(.minLength) }
        if !field.type.hasLength, field.constraints.maxLength != nil { throw notForThisType(.maxLength) }
        if field.type != .string, field.constraints.pattern != nil { throw notForThisType(.pattern) }
        if field.type != .object, field.type != .array, field.constraints.jsonSchema != nil {
            throw notForThisType(.jsonSchema)
        }
    }

    private var boundTexts: [(ConstraintKind, String)] {
        let constraints = field.constraints
        return [
            (.minimum, constraints.minimum), (.maximum, constraints.maximum),
            (.exclusiveMinimum, constraints.exclusiveMinimum), (.exclusiveMaximum, constraints.exclusiveMaximum),
        ].compactMap { (kind: ConstraintKind, text: String?) in text.map { (kind, $0) } }
    }

    func value<Value>(
        _ text: String, of kind: ConstraintKind, _ read: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws(WeirError) -> Value {
        // Converters read whole words, so there must be something to read behind the text.
        let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
        let value = padded.withUnsafeBufferPointer { read(UnsafeBufferPointer(rebasing: $0[..<text.utf8.count])) }
        guard let value else { throw problem(kind, "\"\(text)\" is not \(field.type.phrase)") }
        return value
    }

    func notForThisType(_ kind: ConstraintKind) -> WeirError {
        problem(kind, "the type \(field.type.rawValue) cannot have it")
    }

    func problem(_ kind: ConstraintKind, _ message: String) -> WeirError {
        WeirError(.validateBadConstraint, "field \"\(field.name)\", \(kind.rawValue): \(message)")
    }
}
