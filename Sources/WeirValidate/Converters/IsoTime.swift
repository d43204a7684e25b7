/// The fixed-width ISO forms, read eight bytes at a time.
///
/// Each word is xored with its template, digits against "0" and separators against themselves; then every byte must be
/// 0 to 9, or 0 for a separator. One addition per word checks all eight: it carries into the top bit of a byte that is
/// too large.
enum IsoTime {
    static let microsPerDay: Int64 = 86_400_000_000

    /// The last date that was read: the next one is often the same.
    struct LastDate {
        /// The text, xored with its template: `1970-01-01` to begin with.
        fileprivate var head: UInt64 = 0x0001_0000_0007_0901
        fileprivate var day: UInt64 = 0x0100
        fileprivate var days: Int64 = 0
    }

    /// `yyyy-mm-dd` as days since 1970-01-01; years 0001 to 9999.
    @inline(__always)
    static func date(_ text: UnsafePointer<UInt8>) -> Int64? {
        var last = LastDate()
        return date(text, &last)
    }

    /// The same, with a look at the last date first.
    @inline(__always)
    static func date(_ text: UnsafePointer<UInt8>, _ last: inout LastDate) -> Int64? {
        let head = text.word ^ 0x2D30_302D_3030_3030
        let day = (text + 8).word & 0xFFFF ^ 0x3030
        if head == last.head, day == last.day { return last.days }
        var faults = ((head &+ 0x7F76_767F_7676_7676) | head) & 0x8080_8080_8080_8080
        faults |= ((day &+ 0x7676) | day) & 0x8080
        guard faults == 0 else { return nil }
        let head2 = pairs(head)
        guard let days = CivilDate.days(year: year(head2), month: byte(head2, 5), day: byte(pairs(day), 0))
        else { return nil }
        last = LastDate(head: head, day: day, days: days)
        return days
    }

    /// `hh:mm:ss` as microseconds since midnight, without `24:00:00` and the second 60.
    @inline(__always)
    static func time(_ text: UnsafePointer<UInt8>) -> Int64? {
        let digits = text.word ^ 0x3030_3A30_303A_3030
        guard ((digits &+ 0x7676_7F76_767F_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
        let pairs = pairs(digits)
        let (hour, minute, second) = (byte(pairs, 0), byte(pairs, 3), byte(pairs, 6))
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ second) &* 1_000_000
    }

    /// `yyyy-mm-ddThh:mm:ss` with a fraction of one to nine digits and a zone, if they are there, as microseconds since
    /// 1970-01-01T00:00:00; in UTC if there is a zone.
    ///
    /// This is XSD's dateTime, less what no target can hold: years beyond 9999 or before 1, `24:00:00`, and the second
    /// 60. Digits beyond the microsecond are dropped. `-00:00` is UTC, as XSD has it; zones end at 14:00.
    @inline(__always)
    static func datetime(_ text: UnsafePointer<UInt8>, count: Int) -> Int64? {
        var last = LastDate()
        return datetime(text, count: count, &last)
    }

    /// The same, with a look at the last date first.
    @inline(__always)
    static func datetime(_ text: UnsafePointer<UInt8>, count: Int, _ last: inout LastDate) -> Int64? {
        guard count >= 19 else { return nil }
        guard text[10] == UInt8(ascii: "T"), let days = date(text, &last), let time = time(text + 11)
        else { return nil }
        let micros = days &* microsPerDay &+ time
        if count == 19 || (count == 20 && text[19] == UInt8(ascii: "Z")) { return micros }
        var tail = TextCursor(UnsafeBufferPointer(start: text + 19, count: count - 19))
        guard let shift = tail.fractionAndZone(), tail.isAtEnd else { return nil }
        return micros &+ shift
    }

    /// Each byte times ten plus the one behind it.
    @inline(__always)
    private static func pairs(_ digits: UInt64) -> UInt64 { digits &* 10 &+ (digits &>> 8) }

    @inline(__always)
    private static func byte(_ word: UInt64, _ index: UInt64) -> Int {
        Int(truncatingIfNeeded: (word &>> (index &* 8)) & 0xFF)
    }

    @inline(__always)
    private static func year(_ pairs: UInt64) -> Int { byte(pairs, 0) &* 100 &+ byte(pairs, 2) }
}
