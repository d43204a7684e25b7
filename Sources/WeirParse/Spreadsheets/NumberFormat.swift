/// What a number format makes of a number.
enum NumberFormat: Hashable {
    /// The most digits that a number is filled up to.
    static let mostDigits = 32

    /// A number.
    case number
    /// A whole number with so many digits at least, such as `00000` for a postal code.
    case digits(UInt8)
    /// A day.
    case date
    /// A time of day.
    case time
    /// A day and a time.
    case dateTime
    /// A length of time, such as `[h]:mm`.
    case duration
    /// A day or a time, which depends on the language of the program that shows it.
    case dateOrTime

    /// A format that every program knows by its number.
    init(builtIn id: Int) {
        switch id {
        case 14...17, 71...74, 81: self = .date
        case 18...21, 45, 47, 75, 76, 78, 80: self = .time
        case 22, 77: self = .dateTime
        case 46, 79: self = .duration
        case 27...36, 50...58: self = .dateOrTime
        default: self = .number
        }
    }

    /// A format by its code, such as `yyyy\-mm\-dd;@`; its first section counts.
    ///
    /// Texts in quotes, escaped and filling characters, colours, conditions and languages in brackets say nothing. An `m`
    /// means minutes behind an hour or before a second, else months.
    init(code: String) {
        guard !["general", "standard"].contains(code.lowercased()) else {
            self = .number
            return
        }
        let section = code.utf8.prefix { $0 != UInt8(ascii: ";") }
        if (2...Self.mostDigits).contains(section.count), section.allSatisfy({ $0 == UInt8(ascii: "0") }) {
            self = .digits(UInt8(truncatingIfNeeded: section.count))
            return
        }
        let parts = Self.parts(of: Array(code.utf8))
        if parts.contains(.elapsed) {
            self = .duration
            return
        }
        var hasDate = false
        var hasTime = false
        for (index, part) in parts.enumerated() {
            switch part {
            case .day, .year: hasDate = true
            case .hour, .second, .half: hasTime = true
            case .month:
                let isMinute =
                    (index > 0 && parts[index - 1] == .hour) || (index + 1 < parts.count && parts[index + 1] == .second)
                if isMinute { hasTime = true } else { hasDate = true }
            case .elapsed: break
            }
        }
        self = hasDate ? (hasTime ? .dateTime : .date) : hasTime ? .time : .number
    }

    private enum Part {
        case day, month, year, hour, second, half, elapsed
    }

    /// The parts of dates and times that a code shows, in order.
    private static func parts(of code: [UInt8]) -> [Part] {
        var parts: [Part] = []
        var place = 0
        func lower(_ index: Int) -> UInt8 { index < code.count ? code[index] | 0x20 : 0 }
        while place < code.count {
            let byte = code[place]
            switch byte {
            case UInt8(ascii: ";"): return parts
            case UInt8(ascii: "\""):
                place += 1
                while place < code.count, code[place] != byte { place += 1 }
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): place += 1
            case UInt8(ascii: "["):
                let start = place + 1
                while place < code.count, code[place] != UInt8(ascii: "]") { place += 1 }
                if isElapsed(code[min(start, place)..<place]) { parts.append(.elapsed) }
            default:
                // "AM/PM" and "A/P".
                if lower(place) == UInt8(ascii: "a") {
                    if lower(place + 1) == UInt8(ascii: "m"), code.dropFirst(place + 2).first == UInt8(ascii: "/") {
                        parts.append(.half)
                        place += 4
                    } else if code.dropFirst(place + 1).first == UInt8(ascii: "/"),
                        lower(place + 2) == UInt8(ascii: "p")
                    {
                        parts.append(.half)
                        place += 2
                    }
                } else if let part = part(of: lower(place)), parts.last != part {
                    parts.append(part)
                }
            }
            place += 1
        }
        return parts
    }

    private static func part(of letter: UInt8) -> Part? {
        switch letter {
        case UInt8(ascii: "d"): .day
        case UInt8(ascii: "m"): .month
        case UInt8(ascii: "y"): .year
        case UInt8(ascii: "h"): .hour
        case UInt8(ascii: "s"): .second
        default: nil
        }
    }

    /// Whether the text in brackets counts time beyond its usual limit: `[h]`, `[mm]`.
    private static func isElapsed(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first.map({ $0 | 0x20 }), text.count <= 4 else { return false }
        return (first == UInt8(ascii: "h") || first == UInt8(ascii: "m") || first == UInt8(ascii: "s"))
            && text.allSatisfy { $0 | 0x20 == first }
    }
}
