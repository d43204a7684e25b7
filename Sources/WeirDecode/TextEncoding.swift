/// The text encodings that are read by decoders of our own; `PlatformEncoding` has the others.
enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    /// The byte order mark says which; without one, little-endian, as Windows programs write it.
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// The byte order mark says which; without one, little-endian.
    case utf32 = "utf-32"
    case utf32LittleEndian = "utf-32le"
    case utf32BigEndian = "utf-32be"
    case latin1 = "iso-8859-1"
    case windows1252 = "windows-1252"

    /// The encoding of that name, in whatever case and with `-`, `_`, a space or nothing between its parts.
    init?(name: String) {
        let compact = Self.compact(name)
        guard let match = Self.allCases.first(where: { $0.compactNames.contains(compact) }) else { return nil }
        self = match
    }

    /// The other names under which people and programs know it.
    var aliases: [String] {
        switch self {
        // ASCII is the part of UTF-8 that needs one byte. "utf-8-sig" is Python's name for UTF-8 with a mark.
        case .utf8: ["utf-8-sig", "ascii", "us-ascii"]
        case .utf16: ["ucs-2"]
        case .utf16LittleEndian: ["utf-16-le"]
        case .utf16BigEndian: ["utf-16-be"]
        case .utf32: ["ucs-4"]
        case .utf32LittleEndian: ["utf-32-le"]
        case .utf32BigEndian: ["utf-32-be"]
        case .latin1: ["latin-1", "l1"]
        case .windows1252: ["cp-1252", "win-1252", "1252"]
        }
    }

    /// The known name that is closest to a misspelt one, if any is close.
    static func suggestion(for name: String) -> String? {
        let wanted = Array(compact(name).utf8)
        guard !wanted.isEmpty, wanted.count <= 32 else { return nil }
        let candidates = allCases.flatMap { [$0.rawValue] + $0.aliases }
        let rated = candidates.map { (name: $0, distance: distance(wanted, Array(compact($0).utf8))) }
        guard let best = rated.min(by: { $0.distance < $1.distance }), best.distance <= 2 else { return nil }
        return best.name
    }

    private var compactNames: [String] { ([rawValue] + aliases).map(Self.compact) }

    private static func compact(_ name: String) -> String {
        name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
    }

    /// How many letters must be put in, left out or replaced to make one word of the other (Levenshtein).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
