import WeirModel

/// The values that an `enum` constraint allows, compared as values and not as they are written.
enum AllowedValues: Sendable {
    /// Integers, booleans, days or microseconds, sorted.
    case integers([Int64])
    /// Doubles, sorted; NaN is none of them.
    case numbers([Double])
    /// Texts.
    case texts(TextSet)
    /// Texts of at most eight bytes.
    case shortTexts(ShortTextTable)

    /// Texts, in the form that is the fastest to ask.
    static func texts(_ texts: [[UInt8]]) -> AllowedValues {
        ShortTextTable(texts).map { .shortTexts($0) } ?? .texts(TextSet(texts))
    }

    /// Whether the value in a row of a tile is allowed.
    func contains(_ index: Int, of tile: ColumnTile) -> Bool {
        switch self {
        case .integers(let values): Self.search(Int64(bitPattern: tile.values[index]), in: values)
        case .numbers(let values): Self.search(Double(bitPattern: tile.values[index]), in: values)
        case .texts(let texts): texts.contains(tile.text(at: index))
        case .shortTexts(let texts): texts.contains(index, of: tile)
        }
    }

    /// The first row of a tile, from `start` on, that has a value which is not allowed; the number of rows if there is
    /// none.
    func firstForbidden(in tile: ColumnTile, from start: Int) -> Int {
        if case .shortTexts(let table) = self { return table.firstOther(in: tile, from: start) }
        var index = start
        while index < tile.count, tile.validity[index] == 0 || contains(index, of: tile) { index &+= 1 }
        return index
    }

    /// Whether a value is one of a sorted list.
    @inline(__always)
    static func search<Value: Comparable>(_ value: Value, in values: [Value]) -> Bool {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low &+ high) / 2
            if values[middle] < value { low = middle &+ 1 } else { high = middle }
        }
        return low < values.count && values[low] == value
    }
}
