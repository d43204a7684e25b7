/// Days of the proleptic Gregorian calendar.
enum CivilDate {
    /// The days since 1970-01-01, or `nil` for a day that no calendar has; years are 1 to 9999.
    ///
    /// The algorithm is `days_from_civil` of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years start
    /// in March, so that the leap day is the last.
    @inline(__always)
    static func days(year: Int, month: Int, day: Int) -> Int64? {
        guard year &- 1 >= 0, year <= 9999, month &- 1 >= 0, month <= 12, day >= 1,
            day <= daysInMonth(month, year: year)
        else { return nil }
        let shifted = month <= 2 ? year &- 1 : year
        let era = UInt(bitPattern: shifted) / 400
        let yearOfEra = UInt(bitPattern: shifted) &- era &* 400
        let monthFromMarch = UInt(bitPattern: month > 2 ? month &- 3 : month &+ 9)
        let dayOfYear = (153 &* monthFromMarch &+ 2) / 5 &+ UInt(bitPattern: day) &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        return Int64(bitPattern: UInt64(era &* 146_097 &+ dayOfEra)) &- 719_468
    }

    /// Whether February has 29 days.
    @inline(__always)
    static func isLeap(_ year: Int) -> Bool {
        year & 3 == 0 && (year % 100 != 0 || year & 15 == 0)
    }

    @inline(__always)
    private static func daysInMonth(_ month: Int, year: Int) -> Int {
        // Two bits per month: days above 28.
        let extra: UInt64 = 0b11_10_11_10_11_11_10_11_10_11_00_11_00
        return 28 &+ Int(truncatingIfNeeded: (extra &>> UInt64(month &* 2)) & 3) &+ (month == 2 && isLeap(year) ? 1 : 0)
    }
}
