import WeirModel

/// Reads dates as days and datetimes as microseconds since 1970, and times of day as microseconds since midnight.
struct TimeConverter: Sendable {
    /// What the text says.
    enum Kind: Sendable {
        case date, datetime, time
    }

    /// How the text is written.
    enum Format: Sendable {
        /// The default form of the type.
        case iso
        /// One of a few ISO forms.
        case any
        /// A strptime pattern.
        case pattern(TimePattern)
    }

    let format: Format
    let kind: Kind
    /// What the field's bounds come to.
    let bounds: ValueBounds<Int64>

    /// Converts a tile.
    ///
    /// - Returns: whether a text is no such time or a value is out of bounds.
    func convert(_ tile: ColumnTile) -> Bool {
        var last = IsoTime.LastDate()
        return switch (format, kind) {
        case (.iso, .date):
            tile.convert(within: bounds) {
                $0.count == 10 ? IsoTime.date($0.baseAddress.unsafelyUnwrapped, &last) : nil
            }
        case (.iso, .datetime):
            tile.convert(within: bounds) { IsoTime.datetime($0.baseAddress.unsafelyUnwrapped, count: $0.count, &last) }
        case (.iso, .time):
            tile.convert(within: bounds) { $0.count == 8 ? IsoTime.time($0.baseAddress.unsafelyUnwrapped) : nil }
        case (.any, .time): tile.convert(within: bounds) { AnyTime.timeOfDay($0) }
        case (.any, _): tile.convert(within: bounds) { AnyTime.read($0, isDate: kind == .date) }
        case (.pattern(let pattern), _): tile.convert(within: bounds) { pattern.read($0, as: kind) }
        }
    }

    /// Reads one text that has at least 64 readable bytes behind it.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let start = text.baseAddress else { return nil }
        return switch (format, kind) {
        case (.iso, .date): text.count == 10 ? IsoTime.date(start) : nil
        case (.iso, .datetime): IsoTime.datetime(start, count: text.count)
        case (.iso, .time): text.count == 8 ? IsoTime.time(start) : nil
        case (.any, .time): AnyTime.timeOfDay(text)
        case (.any, _): AnyTime.read(text, isDate: kind == .date)
        case (.pattern(let pattern), _): pattern.read(text, as: kind)
        }
    }
}
