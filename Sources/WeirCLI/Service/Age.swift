/// A span of time on the command line: a whole number and its unit, such as `30d`, `12h`, `90m`, `45s` or `2w`.
struct Age: Hashable {
    /// The span, one second at least.
    let seconds: Int

    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]

    /// Reads a span; `nil` for anything else, for zero, and for more than a hundred years.
    init?(_ text: String) {
        guard let unit = text.last.flatMap({ Self.units[$0] }), text.utf8.count <= 12,
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text.dropLast()),
            (1...100 * 365 * 86_400 / unit).contains(number)
        else { return nil }
        seconds = number * unit
    }
}
