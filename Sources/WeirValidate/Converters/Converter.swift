import WeirModel

/// How the texts of a field become values.
///
/// It is chosen once per tile, so the loops inside know their type.
enum Converter: Sendable {
    /// Whole numbers.
    case integer(IntegerConverter)
    /// Doubles.
    case number(NumberConverter)
    /// Truth values.
    case boolean(BooleanConverter)
    /// Dates, datetimes and times of day.
    case time(TimeConverter)
    /// Years, months of years and lengths of time.
    case calendar(CalendarConverter)
    /// Points on the earth.
    case point(GeoPointConverter)
    /// Texts of a certain form.
    case form(TextForm)
    /// JSON values of a certain shape.
    case json(JSONConverter)
    /// Several values of one type.
    case list(ListConverter)
    /// The text itself.
    case text

    /// Converts the texts of a tile that stand for a value, and clears the validity of those that cannot be converted.
    ///
    /// - Parameter mayHoldNUL: whether the batch has a NUL byte at all; a text with one is no text, since databases cut
    ///   it off or refuse it.
    /// - Returns: whether a text could not be converted or a value is out of bounds.
    func convert(_ tile: ColumnTile, mayHoldNUL: Bool) -> Bool {
        switch self {
        case .integer(let converter): return converter.convert(tile)
        case .number(let converter): return converter.convert(tile)
        case .boolean(let converter): return converter.convert(tile)
        case .time(let converter): return converter.convert(tile)
        case .calendar(let converter): return converter.convert(tile)
        case .point(let converter): return converter.convert(tile)
        case .form(let form): return form.convert(tile)
        case .json(let converter): return converter.convert(tile)
        case .list(let converter): return converter.convert(tile)
        case .text:
            guard mayHoldNUL else { return false }
            var trouble = false
            for index in 0..<tile.count where tile.validity[index] != 0 && tile.text(at: index).contains(0) {
                tile.validity[index] = 0
                trouble = true
            }
            return trouble
        }
    }

    /// The bounds that a converted value fails.
    func failedBounds(_ value: UInt64) -> [ConstraintKind] {
        switch self {
        case .integer(let converter): converter.bounds.failed(by: Int64(bitPattern: value))
        case .number(let converter): converter.bounds.failed(by: Double(bitPattern: value))
        case .time(let converter): converter.bounds.failed(by: Int64(bitPattern: value))
        case .calendar(let converter): converter.bounds.failed(by: Int64(bitPattern: value))
        case .boolean, .point, .form, .json, .list, .text: []
        }
    }
}
