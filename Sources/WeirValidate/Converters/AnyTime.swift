/// The format `any`: a short list of ISO forms, and no guessing beyond it.
///
/// A date is `yyyy-mm-dd`, `yyyy/mm/dd` or `yyyymmdd`. A datetime is such a date, `T` or a space, and `hh:mm` or
/// `hh:mm:ss` with an optional fraction and zone; or `yyyymmddThhmmss` with an optional zone. A time of
/// day is `hh:mm` or `hh:mm:ss` with an optional fraction.
enum AnyTime {
    /// Microseconds since midnight.
    static func timeOfDay(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var cursor = TextCursor(text)
        guard let hour = cursor.number(2, 2), cursor.skip(UInt8(ascii: ":")), let minute = cursor.number(2, 2) else {
            return nil
        }
        var (second, micros): (Int, Int64) = (0, 0)
        if cursor.skip(UInt8(ascii: ":")) {
            guard let read = cursor.number(2, 2) else { return nil }
            second = read
            if cursor.skip(UInt8(ascii: ".")) {
                guard let fraction = cursor.micros() else { return nil }
                micros = fraction
            }
        }
        guard cursor.isAtEnd, hour < 24, minute < 60, second < 60 else { return nil }
        return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + micros
    }

    /// Days or microseconds since 1970.
    static func read(_ text: UnsafeBufferPointer<UInt8>, isDate: Bool) -> Int64? {
        var cursor = TextCursor(text)
        guard let year = cursor.number(4, 4) else { return nil }
        let mark = cursor.next == UInt8(ascii: "/") ? UInt8(ascii: "/") : UInt8(ascii: "-")
        let isCompact = !cursor.skip(mark)
        guard let month = cursor.number(2, 2), isCompact || cursor.skip(mark), let day = cursor.number(2, 2),
            let days = CivilDate.days(year: year, month: month, day: day)
        else { return nil }
        if isDate { return cursor.isAtEnd ? days : nil }
        guard cursor.skip(UInt8(ascii: "T")) || (!isCompact && cursor.skip(UInt8(ascii: " "))) else { return nil }
        guard let hour = cursor.number(2, 2), isCompact || cursor.skip(UInt8(ascii: ":")),
            let minute = cursor.number(2, 2)
        else { return nil }
        var second = 0
        if isCompact || cursor.skip(UInt8(ascii: ":")) {
            guard let read = cursor.number(2, 2) else { return nil }
            second = read
        }
        guard hour < 24, minute < 60, second < 60, let shift = cursor.fractionAndZone(), cursor.isAtEnd else {
            return nil
        }
        let time = Int64((hour * 60 + minute) * 60 + second) * 1_000_000
        return days * IsoTime.microsPerDay + time + shift
    }
}
