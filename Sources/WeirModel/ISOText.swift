/// Writes dates and times in the ISO 8601 form, without making a `String`.
///
/// The calendar is the proleptic Gregorian one; days become dates by Howard Hinnant's `civil_from_days`. A year
/// outside 0000 to 9999 gets a sign and at least six digits.
public enum ISOText {
    /// The most bytes that any form takes.
    public static var maximumLength: Int { 48 }

    /// Writes a date such as `2026-01-31`.
    ///
    /// - Parameters:
    ///   - days: days since 1970-01-01.
    ///   - target: room for at least `maximumLength` bytes.
    /// - Returns: the number of bytes written.
    public static func writeDate(days: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let shifted = days &+ 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted &- era &* 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)

        var count = 0
        if (0...9999).contains(year) {
            count = DecimalText.write(UInt64(year), width: 4, to: target)
        } else {
            target[0] = year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
            count = 1 &+ DecimalText.write(year.magnitude, width: 6, to: target + 1)
        }
        target[count] = UInt8(ascii: "-")
        count &+= 1
        count &+= DecimalText.write(UInt64(month), width: 2, to: target + count)
        target[count] = UInt8(ascii: "-")
        count &+= 1
        return count &+ DecimalText.write(UInt64(day), width: 2, to: target + count)
    }

    /// Writes a date and time such as `2026-01-31T08:05:00` or, where there is a fraction, `2026-01-31T08:05:00.25`.
    ///
    /// - Parameters:
    ///   - microseconds: microseconds since 1970-01-01T00:00:00.
    ///   - target: room for at least `maximumLength` bytes.
    /// - Returns: the number of bytes written.
    public static func writeDateTime(microseconds: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let days = floorDivide(microseconds, 86_400_000_000)
        let ofDay = UInt64(microseconds &- days &* 86_400_000_000)
        var count = writeDate(days: days, to: target)
        target[count] = UInt8(ascii: "T")
        count &+= 1
        count &+= writeTime(seconds: ofDay / 1_000_000, to: target + count)
        count &+= writeFraction(ofDay % 1_000_000, to: target + count)
        return count
    }

    /// Writes the value of a column of dates, of times or of both.
    ///
    /// - Parameters:
    ///   - value: the value as `type` says; what `type` is beside these is taken as microseconds since 1970.
    ///   - target: room for at least `maximumLength` bytes.
    /// - Returns: the number of bytes written.
    public static func write(_ value: Int64, as type: ColumnType, to target: UnsafeMutablePointer<UInt8>) -> Int {
        switch type {
        case .date: writeDate(days: value, to: target)
        case .time: writeTime(microseconds: value, to: target)
        default: writeDateTime(microseconds: value, to: target)
        }
    }

    /// Writes a time of day such as `08:05:00` or, where there is a fraction, `08:05:00.25`.
    ///
    /// - Parameters:
    ///   - microseconds: microseconds since midnight, less than a day of them.
    ///   - target: room for at least `maximumLength` bytes.
    /// - Returns: the number of bytes written.
    public static func writeTime(microseconds: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        let ofDay = UInt64(max(microseconds, 0)) % 86_400_000_000
        var count = writeTime(seconds: ofDay / 1_000_000, to: target)
        count &+= writeFraction(ofDay % 1_000_000, to: target + count)
        return count
    }

    /// A moment in UTC with milliseconds, such as `2026-01-31T08:05:00.250Z`.
    ///
    /// - Parameter seconds: seconds since 1970-01-01T00:00:00Z.
    public static func timestamp(_ seconds: Double) -> String {
        let milliseconds = Int64(exactly: (seconds * 1000).rounded(.down)) ?? 0
        let days = floorDivide(milliseconds, 86_400_000)
        let ofDay = UInt64(milliseconds &- days &* 86_400_000)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: maximumLength) { room in
            guard let target = room.baseAddress else { return "" }
            var count = writeDate(days: days, to: target)
            target[count] = UInt8(ascii: "T")
            count &+= 1
            count &+= writeTime(seconds: ofDay / 1000, to: target + count)
            target[count] = UInt8(ascii: ".")
            count &+= 1
            count &+= DecimalText.write(ofDay % 1000, width: 3, to: target + count)
            target[count] = UInt8(ascii: "Z")
            return String(decoding: room[...count], as: UTF8.self)
        }
    }

    private static func writeTime(seconds: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        _ = DecimalText.write(seconds / 3600, width: 2, to: target)
        target[2] = UInt8(ascii: ":")
        _ = DecimalText.write(seconds / 60 % 60, width: 2, to: target + 3)
        target[5] = UInt8(ascii: ":")
        _ = DecimalText.write(seconds % 60, width: 2, to: target + 6)
        return 8
    }

    /// Writes microseconds as a fraction of a second, or nothing where there are none.
    private static func writeFraction(_ microseconds: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        guard microseconds > 0 else { return 0 }
        target[0] = UInt8(ascii: ".")
        var count = 1 &+ DecimalText.write(microseconds, width: 6, to: target + 1)
        while target[count &- 1] == UInt8(ascii: "0") { count &-= 1 }
        return count
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
