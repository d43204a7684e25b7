/// A number of bytes, written like `64MiB`, `1 kB` or `4096`; at least one.
public struct ByteSize: SettingValue, Hashable {
    /// The number.
    public var bytes: Int

    /// Makes a size.
    public init(bytes: Int) { self.bytes = bytes }

    /// The units by factor, the largest first; letters may be of either case.
    private static var units: [(name: String, bytes: Int)] {
        [
            ("TiB", 1 << 40), ("TB", 1_000_000_000_000), ("GiB", 1 << 30), ("GB", 1_000_000_000),
            ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1000), ("B", 1),
        ]
    }

    /// Reads a whole number with an optional unit.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> ByteSize? {
        guard let text = node.scalar?.text else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        let factor = unit.isEmpty ? 1 : units.first { $0.name.lowercased() == unit.lowercased() }?.bytes
        guard !digits.isEmpty, let factor else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        guard let count = Int(digits), case let (bytes, overflow) = count.multipliedReportingOverflow(by: factor),
            !overflow
        else {
            reader.report("the size \(node.foundText) is too large", at: node)
            return nil
        }
        guard bytes > 0 else {
            reader.report("the size must be greater than 0", at: node)
            return nil
        }
        return ByteSize(bytes: bytes)
    }

    /// A number with a unit.
    public static var shape: SettingShape {
        .form(name: "a size such as 64MiB, 1 kB or 4096", pattern: "^[0-9]+ *([KkMmGgTt][Ii]?)?[Bb]?$")
    }

    /// The number with the largest unit that leaves it whole.
    public var rendered: String {
        guard let unit = Self.units.first(where: { bytes >= $0.bytes && bytes % $0.bytes == 0 }), unit.bytes > 1 else {
            return String(bytes)
        }
        return "\(bytes / unit.bytes)\(unit.name)"
    }
}
