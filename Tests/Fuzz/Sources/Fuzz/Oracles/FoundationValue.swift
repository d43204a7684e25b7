import Foundation
import WeirModel

/// What the standard library and Foundation say of a cell, where they have the same idea of it.
struct FoundationValue: Equatable {
    /// The value; `nil` if it is none of its type.
    var value: String?

    /// Reads a cell; `nil` where there is nothing to compare with.
    static func read(_ text: String, _ type: TableSchema.FieldType) -> FoundationValue? {
        switch type {
        case .integer:
            guard isInteger(text) else { return FoundationValue() }
            return FoundationValue(value: Int64(text).map { "\($0)" })
        case .number: return number(text)
        case .boolean:
            if ["true", "True", "TRUE", "1"].contains(text) { return FoundationValue(value: "1") }
            if ["false", "False", "FALSE", "0"].contains(text) { return FoundationValue(value: "0") }
            return FoundationValue()
        case .date: return date(text)
        case .datetime: return datetime(text)
        default: return nil
        }
    }

    private static func isInteger(_ text: String) -> Bool {
        let digits = text.utf8.first.map { $0 == 0x2B || $0 == 0x2D } == true ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func number(_ text: String) -> FoundationValue? {
        let letters = Set("0123456789+-.eE".utf8)
        // The special values have spellings of their own.
        guard text.utf8.allSatisfy({ letters.contains($0) }) else { return nil }
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }), let value = Double(text) else {
            return FoundationValue()
        }
        return FoundationValue(value: value.isFinite ? "\(value)" : nil)
    }

    private static func date(_ text: String) -> FoundationValue? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let days = days(bytes) else {
            return bytes.count == 10 ? nil : FoundationValue()
        }
        return FoundationValue(value: days.value.map { "\($0)" })
    }

    private static func datetime(_ text: String) -> FoundationValue? {
        let bytes = Array(text.utf8)
        let (places, marks) = ([11, 14, 17], [10: UInt8(ascii: "T"), 13: 0x3A, 16: 0x3A, 19: UInt8(ascii: "Z")])
        guard bytes.count == 20, marks.allSatisfy({ bytes[$0.key] == $0.value }), bytes[4] == 0x2D, bytes[7] == 0x2D,
            let days = days(Array(bytes[..<10]))
        else { return nil }
        let parts = places.map { two(bytes, $0) }
        guard let hour = parts[0], let minute = parts[1], let second = parts[2] else { return FoundationValue() }
        // Of the 24th hour and the 60th second there are several opinions.
        guard hour < 24, second < 60 else { return nil }
        guard let day = days.value, minute < 60 else { return FoundationValue() }
        return FoundationValue(value: "\(((day * 24 + hour) * 60 + minute) * 60_000_000 + second * 1_000_000)")
    }

    /// The days since 1970 of `yyyy-mm-dd`, where the calendar has been what it is now.
    private static func days(_ bytes: [UInt8]) -> (value: Int?, Void)? {
        guard let century = two(bytes, 0), let ofCentury = two(bytes, 2), let month = two(bytes, 5),
            let day = two(bytes, 8)
        else { return (nil, ()) }
        let year = century * 100 + ofCentury
        guard year > 1582 else { return nil }
        let parts = DateComponents(year: year, month: month, day: day)
        guard parts.isValidDate(in: calendar), let date = calendar.date(from: parts) else { return (nil, ()) }
        return (Int((date.timeIntervalSince1970 / 86400).rounded()), ())
    }

    private static let calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    private static func two(_ bytes: [UInt8], _ place: Int) -> Int? {
        let digits = bytes[place..<place + 2]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
