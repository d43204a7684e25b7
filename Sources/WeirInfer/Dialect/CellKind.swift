/// What a cell looks like at a glance: enough to compare dialects and to tell a header, not to choose a type.
enum CellKind {
    case empty
    /// Digits with what belongs to a number: a sign, marks, an exponent, a percent or currency sign.
    case number
    /// Digits with what belongs to a date or a time.
    case temporal
    /// Words.
    case text
    /// Something that looks cut in the wrong place.
    case odd

    /// Looks at a cell.
    init(_ cell: ArraySlice<UInt8>) {
        var (digits, letters, marks, joints, spaces, odd) = (0, 0, 0, 0, 0, 0)
        for byte in cell {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: letters += 1
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "$"):
                marks += 1
            case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "/"): joints += 1
            case 0x20: spaces += 1
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "\""), 0x09, 0x00..<0x09: odd += 1
            default: break
            }
        }
        if digits + letters + marks + joints + odd == 0, cell.count == spaces {
            self = .empty
        } else if odd > 0 || cell.first == UInt8(ascii: ",") || (digits > 0 && letters == 0 && marks > 3) {
            self = .odd
        } else if digits > 0, joints > 1 || (joints == 1 && cell.first != UInt8(ascii: "-")),
            letters <= min(4, digits)
        {
            self = .temporal
        } else if digits > 0, letters == 0 || (letters == 1 && digits >= letters && Self.hasExponent(cell)) {
            self = spaces == 0 || Self.isGrouped(cell) ? .number : .text
        } else if digits > 0, letters <= 3, cell.contains(where: { $0 >= 0x80 }), Self.hasCurrency(cell) {
            self = .number
        } else {
            self = .text
        }
    }

    /// Whether a value of this kind has a type other than text.
    var isTyped: Bool { self == .number || self == .temporal }

    private static func hasExponent(_ cell: ArraySlice<UInt8>) -> Bool {
        guard let first = cell.first, let place = cell.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
            return false
        }
        return first | 0x20 != UInt8(ascii: "e") && place < cell.endIndex - 1
    }

    /// Digits in groups of three with spaces between them, or a currency sign at a distance.
    private static func isGrouped(_ cell: ArraySlice<UInt8>) -> Bool {
        let groups = cell.split(separator: 0x20).filter { group in group.contains { $0 &- 0x30 < 10 } }
        return groups.dropFirst().allSatisfy { $0.prefix { $0 &- 0x30 < 10 }.count == 3 }
    }

    private static func hasCurrency(_ cell: ArraySlice<UInt8>) -> Bool {
        ["€", "£", "¥", "\u{A0}", "\u{202F}"].contains { sign in
            let bytes = Array(sign.utf8)
            return cell.starts(with: bytes) || cell.indices.contains { cell[$0...].starts(with: bytes) }
        }
    }
}
