import WeirModel

/// Reads dates as days and datetimes as microseconds since 1970.
struct TimeConverter: Sendable {
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
    /// Whether only the day counts.
    let isDate: Bool
    /// What the field's bounds come to.
    let bounds: ValueBounds<Int64>

    /// Converts a tile.
    ///
    /// - Returns: whether a text is no such time or a value is out of bounds.
    func convert(_ tile: ColumnTile) -> Bool {
        switch (format, isDate) {
        case (.iso, true): convert(tile) { $0.count == 10 ? IsoTime.date($0.baseAddress.unsafelyUnwrapped) : nil }
        case (.iso, false): convert(tile) { IsoTime.datetime($0.baseAddress.unsafelyUnwrapped, count: $0.count) }
        case (.any, _): convert(tile) { AnyTime.read($0, isDate: isDate) }
        case (.pattern(let pattern), _): convert(tile) { pattern.read($0, isDate: isDate) }
        }
    }

    /// Reads one text that has at least 64 readable bytes behind it.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let start = text.baseAddress else { return nil }
        switch format {
        case .iso where isDate: return text.count == 10 ? IsoTime.date(start) : nil
        case .iso: return IsoTime.datetime(start, count: text.count)
        case .any: return AnyTime.read(text, isDate: isDate)
        case .pattern(let pattern): return pattern.read(text, isDate: isDate)
        }
    }

    @inline(__always)
    private func convert(_ tile: ColumnTile, _ read: (UnsafeBufferPointer<UInt8>) -> Int64?) -> Bool {
        let (lowest, highest) = (bounds.lowest, bounds.highest)
        var trouble = false
        for index in 0..<tile.count where tile.validity[index] != 0 {
            if let value = read(tile.text(at: index)) {
                tile.values[index] = UInt64(bitPattern: value)
                if value < lowest || value > highest { trouble = true }
            } else {
                tile.validity[index] = 0
                trouble = true
            }
        }
        return trouble
    }
}
