import WeirModel

/// Writes the numbers by which spreadsheets store dates and times as ISO 8601 text, to the millisecond.
///
/// In the usual system day 1 is 1900-01-01 and, after a fault of Lotus 1-2-3 that all programs keep, day 60 is
/// 1900-02-29, a day that never was. It is written as it is shown; so is day 0, 1900-01-00. In the other system day 0 is
/// 1904-01-01, and days may be negative.
struct SerialDate {
    /// The most bytes that a text takes.
    static let mostBytes = 64

    private static let dayMilliseconds = 86_400_000.0
    /// 9999-12-31 in the usual system.
    private static let lastDay = 2_958_465.0
    /// The day number of 1970-01-01 in the usual system.
    private static let unixDay: Int64 = 25_569
    /// What day numbers of the other system lack.
    private static let shift = 1462.0

    /// Whether days count from 1904.
    let is1904: Bool

    /// Writes a number as its format shows it.
    ///
    /// - Parameter target: room for `mostBytes` bytes.
    /// - Returns: how many bytes were written; `nil` if the number is no date.
    func write(_ serial: Double, as format: NumberFormat, to target: UnsafeMutablePointer<UInt8>) -> Int? {
        if format == .duration { return writeDuration(serial, to: target) }
        guard serial.isFinite else { return nil }
        if (0..<1).contains(serial), format == .time || (format == .dateOrTime && serial > 0) {
            let milliseconds = Int64((serial * Self.dayMilliseconds).rounded())
            return ISOText.writeTime(microseconds: milliseconds * 1000, to: target)
        }
        let usual = is1904 ? serial + Self.shift : serial
        guard usual < Self.lastDay + 1, usual >= (is1904 ? -Self.lastDay : 0) else { return nil }
        let milliseconds = Int64((usual * Self.dayMilliseconds).rounded())
        var day = milliseconds / 86_400_000
        var rest = milliseconds % 86_400_000
        if rest < 0 {
            rest += 86_400_000
            day -= 1
        }
        guard Double(day) <= Self.lastDay else { return nil }
        var count = writeDay(day, to: target)
        let showsTime = format == .dateTime || rest != 0 || format == .time
        if showsTime {
            target[count] = UInt8(ascii: "T")
            count += 1 + ISOText.writeTime(microseconds: rest * 1000, to: target + count + 1)
        }
        return count
    }

    private func writeDay(_ day: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if !is1904, day == 0 { return copy("1900-01-00", to: target) }
        if !is1904, day == 60 { return copy("1900-02-29", to: target) }
        let isBeforeTheGap = !is1904 && day < 60
        return ISOText.writeDate(days: day - Self.unixDay + (isBeforeTheGap ? 1 : 0), to: target)
    }

    private func copy(_ text: StaticString, to target: UnsafeMutablePointer<UInt8>) -> Int {
        target.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        return text.utf8CodeUnitCount
    }

    /// Writes hours, minutes and seconds, such as `26:30:00`.
    private func writeDuration(_ serial: Double, to target: UnsafeMutablePointer<UInt8>) -> Int? {
        guard serial.isFinite, abs(serial) <= Self.lastDay + 1 else { return nil }
        var milliseconds = Int64((serial * Self.dayMilliseconds).rounded())
        var count = 0
        if milliseconds < 0 {
            target[0] = UInt8(ascii: "-")
            count = 1
            milliseconds = -milliseconds
        }
        let hours = milliseconds / 3_600_000
        count += DecimalText.write(hours, to: target + count)
        // What is left is a time of day without hours: "00:30:00", of which the minutes and seconds are kept.
        var time: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
        let rest = milliseconds - hours * 3_600_000
        return count
            + withUnsafeMutableBytes(of: &time) { room in
                let bytes = room.bindMemory(to: UInt8.self)
                guard let base = bytes.baseAddress else { return 0 }
                let length = ISOText.writeTime(microseconds: rest * 1000, to: base)
                (target + count).update(from: base + 2, count: length - 2)
                return length - 2
            }
    }
}
