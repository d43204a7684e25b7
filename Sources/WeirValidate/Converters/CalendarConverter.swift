import WeirModel

/// Reads years, months of years and lengths of time as whole numbers that have the same order.
struct CalendarConverter: Sendable {
    /// What the text says.
    enum Kind: Sendable {
        /// The year itself.
        case year
        /// Months since the year 0.
        case yearmonth
        /// Microseconds, see `DurationText`.
        case duration
    }

    let kind: Kind
    /// What the field's bounds come to.
    let bounds: ValueBounds<Int64>

    /// Converts a tile.
    ///
    /// - Returns: whether a text is none or a value is out of bounds.
    func convert(_ tile: ColumnTile) -> Bool {
        switch kind {
        case .year: tile.convert(within: bounds, Self.year)
        case .yearmonth: tile.convert(within: bounds, Self.yearmonth)
        case .duration: tile.convert(within: bounds, DurationText.read)
        }
    }

    /// Reads one text.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        switch kind {
        case .year: Self.year(text)
        case .yearmonth: Self.yearmonth(text)
        case .duration: DurationText.read(text)
        }
    }

    private static func year(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var cursor = TextCursor(text)
        guard let year = year(&cursor), cursor.isAtEnd else { return nil }
        return year
    }

    private static func yearmonth(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var cursor = TextCursor(text)
        guard let year = year(&cursor), cursor.skip(UInt8(ascii: "-")), let month = cursor.number(2, 2),
            month >= 1, month <= 12, cursor.isAtEnd
        else { return nil }
        return year * 12 + Int64(month - 1)
    }

    /// A year as XSD's gYear has it, without a zone: four digits, or up to nine of which the first is not 0; with a minus
    /// before Christ.
    private static func year(_ cursor: inout TextCursor) -> Int64? {
        let isNegative = cursor.skip(UInt8(ascii: "-"))
        let (start, startsWithZero) = (cursor.place, cursor.next == UInt8(ascii: "0"))
        guard let year = cursor.number(4, 9), cursor.place - start == 4 || !startsWithZero else { return nil }
        return Int64(isNegative ? -year : year)
    }
}
