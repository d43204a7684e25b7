extension CivilDate {
    /// The days from 0001-01-01 to 9999-12-31.
    static let range: ClosedRange<Int64> = -719_162...2_932_896

    /// The year, the month or the day of the month; `nil` for a day out of `range`.
    ///
    /// The algorithm is `civil_from_days` of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    static func part(_ part: RuleFunction, ofDay days: Int64) -> Int64? {
        guard range.contains(days) else { return nil }
        let shifted = days &+ 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        switch part {
        case .year: return yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        case .month: return month
        default: return dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        }
    }

    /// The day of a moment in microseconds since 1970-01-01T00:00:00.
    @inline(__always)
    static func day(ofMicroseconds microseconds: Int64) -> Int64 {
        let (day, rest) = microseconds.quotientAndRemainder(dividingBy: IsoTime.microsPerDay)
        return rest < 0 ? day - 1 : day
    }
}
