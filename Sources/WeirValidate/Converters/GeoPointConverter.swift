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

/// Reads points, longitude first.
struct GeoPointConverter: Sendable {
    /// How a point is written.
    enum Format: Sendable {
        /// `lon, lat`, with or without spaces around the comma.
        case text
        /// `[lon, lat]`
        case array
        /// `{"lon": 1, "lat": 2}`, with no other member.
        case object
    }

    let format: Format
    private let numbers = NumberConverter(cleaner: nil, bounds: ValueBounds([]))

    init(format: Format) { self.format = format }

    /// Converts a tile.
    ///
    /// - Returns: whether a text is no point.
    func convert(_ tile: ColumnTile) -> Bool {
        var tape = JSONTape()
        var trouble = false
        for index in 0..<tile.count where tile.validity[index] != 0 && read(tile.text(at: index), &tape) == nil {
            tile.validity[index] = 0
            trouble = true
        }
        return trouble
    }

    /// Reads one text.
    func read(_ text: UnsafeBufferPointer<UInt8>, _ tape: inout JSONTape) -> GeoPoint? {
        if format == .text { return read(text) }
        guard tape.read(text) == nil else { return nil }
        return tape.withView(of: text) { format == .array ? array($0) : object($0) }
    }

    private func read(_ text: UnsafeBufferPointer<UInt8>) -> GeoPoint? {
        guard let comma = text.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        var (end, start) = (comma, comma + 1)
        while end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
        return GeoPoint(
            longitude: numbers.read(UnsafeBufferPointer(rebasing: text[..<end])),
            latitude: numbers.read(UnsafeBufferPointer(rebasing: text[start...])))
    }

    private func array(_ view: JSONView) -> GeoPoint? {
        guard view.kind(0) == .array, view.count(0) == 2, view.kind(1) == .number else { return nil }
        return GeoPoint(longitude: view.number(1), latitude: view.number(2))
    }

    private func object(_ view: JSONView) -> GeoPoint? {
        guard view.kind(0) == .object, view.count(0) == 2, let longitude = view.member(0, "lon"),
            let latitude = view.member(0, "lat")
        else { return nil }
        return GeoPoint(longitude: view.number(longitude), latitude: view.number(latitude))
    }
}
