import WeirModel

/// The values that an `enum` constraint allows, compared as values and not as they are written.
enum AllowedValues: Sendable {
    /// Integers, booleans, days, months or microseconds, sorted.
    case integers([Int64])
    /// Doubles, sorted; NaN is none of them.
    case numbers([Double])
    /// Texts.
    case texts(TextSet)

    /// Whether the value in a row of a tile is allowed.
    @inline(__always)
    func contains(_ index: Int, of tile: ColumnTile) -> Bool {
        switch self {
        case .integers(let values): Self.search(Int64(bitPattern: tile.values[index]), in: values)
        case .numbers(let values): Self.search(Double(bitPattern: tile.values[index]), in: values)
        case .texts(let texts): texts.contains(tile.text(at: index))
        }
    }

    @inline(__always)
    private static func search<Value: Comparable>(_ value: Value, in values: [Value]) -> Bool {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low &+ high) / 2
            if values[middle] < value { low = middle &+ 1 } else { high = middle }
        }
        return low < values.count && values[low] == value
    }
}
