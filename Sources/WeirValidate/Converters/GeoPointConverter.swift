import WeirModel

/// A point on the earth, in degrees.
struct GeoPoint: Sendable, Equatable {
    var longitude: Double
    var latitude: Double

    /// Makes a point, if there is one with these numbers.
    init?(longitude: Double?, latitude: Double?) {
        guard let longitude, let latitude, abs(longitude) <= 180, abs(latitude) <= 90 else { return nil }
        (self.longitude, self.latitude) = (longitude, latitude)
    }
}

/// Reads points: `lon, lat`, longitude first, with or without spaces around the comma.
struct GeoPointConverter: Sendable {
    private let numbers = NumberConverter(cleaner: nil, bounds: ValueBounds([]))

    /// Converts a tile.
    ///
    /// - Returns: whether a text is no point.
    func convert(_ tile: ColumnTile) -> Bool {
        var trouble = false
        for index in 0..<tile.count where tile.validity[index] != 0 && read(tile.text(at: index)) == nil {
            tile.validity[index] = 0
            trouble = true
        }
        return trouble
    }

    /// Reads one text.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> GeoPoint? {
        guard let comma = text.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        var (end, start) = (comma, comma + 1)
        while end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
        return GeoPoint(
            longitude: numbers.read(UnsafeBufferPointer(rebasing: text[..<end])),
            latitude: numbers.read(UnsafeBufferPointer(rebasing: text[start...])))
    }
}
