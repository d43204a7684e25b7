/// A length of time, as XSD's duration: `P1Y2M3DT4H5M6.7S`, or `P2W` as ISO 8601 has it.
enum DurationText {
    /// What a month counts for: the mean month of the Gregorian calendar, 30.436875 days.
    ///
    /// XSD leaves open whether a month is more than 30 days. Bounds need an answer for every value; this one agrees with
    /// XSD wherever XSD has one, since the mean lies between the shortest and the longest run of so many months.
    static let microsPerMonth: Int64 = 2_629_746_000_000

    /// The microseconds of a duration, or `nil` for a text that is none or that is longer than 292,000 years.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var cursor = TextCursor(text)
        let isNegative = cursor.skip(UInt8(ascii: "-"))
        guard cursor.skip(UInt8(ascii: "P")) else { return nil }
        var sum = Sum()
        let start = cursor.place
        if let weeks = part("W", &cursor) {
            sum.add(weeks, each: 7 * IsoTime.microsPerDay)
            return cursor.isAtEnd ? sum.value(isNegative) : nil
        }
        if let years = part("Y", &cursor) { sum.add(years, each: 12 * microsPerMonth) }
        if let months = part("M", &cursor) { sum.add(months, each: microsPerMonth) }
        if let days = part("D", &cursor) { sum.add(days, each: IsoTime.microsPerDay) }
        if cursor.skip(UInt8(ascii: "T")) {
            let clock = cursor.place
            if let hours = part("H", &cursor) { sum.add(hours, each: 3_600_000_000) }
            if let minutes = part("M", &cursor) { sum.add(minutes, each: 60_000_000) }
            if let (seconds, micros) = seconds(&cursor) {
                sum.add(seconds, each: 1_000_000)
                sum.add(micros, each: 1)
            }
            guard cursor.place > clock else { return nil }
        }
        return cursor.isAtEnd && cursor.place > start ? sum.value(isNegative) : nil
    }

    /// A number and its letter, if both are next.
    private static func part(_ letter: Unicode.Scalar, _ cursor: inout TextCursor) -> Int64? {
        var ahead = cursor
        guard let number = ahead.wholeNumber(), ahead.skip(UInt8(ascii: letter)) else { return nil }
        cursor = ahead
        return number
    }

    /// Seconds with their fraction and their letter, if they are next.
    private static func seconds(_ cursor: inout TextCursor) -> (seconds: Int64, micros: Int64)? {
        var ahead = cursor
        guard let seconds = ahead.wholeNumber() else { return nil }
        var micros: Int64 = 0
        if ahead.skip(UInt8(ascii: ".")) {
            guard let fraction = ahead.fraction() else { return nil }
            micros = fraction
        }
        guard ahead.skip(UInt8(ascii: "S")) else { return nil }
        cursor = ahead
        return (seconds, micros)
    }

    /// A sum that may grow too large.
    private struct Sum {
        private var micros: Int64 = 0
        private var isTooLarge = false

        mutating func add(_ count: Int64, each: Int64) {
            let (product, overflowed) = count.multipliedReportingOverflow(by: each)
            let (sum, overflowedToo) = micros.addingReportingOverflow(product)
            micros = sum
            isTooLarge = isTooLarge || overflowed || overflowedToo
        }

        func value(_ isNegative: Bool) -> Int64? { isTooLarge ? nil : isNegative ? -micros : micros }
    }
}

extension TextCursor {
    /// Reads digits; a number of more than 17 of them is cut to one that no duration has.
    fileprivate mutating func wholeNumber() -> Int64? {
        var value: Int64 = 0
        let start = place
        while let digit = number(1, 1) {
            value = min(value * 10 + Int64(digit), 99_999_999_999_999_999)
        }
        return place > start ? value : nil
    }

    /// Reads the digits of a fraction as microseconds; those beyond the microsecond are dropped.
    fileprivate mutating func fraction() -> Int64? {
        let start = place
        var micros: Int64 = 0
        while let digit = number(1, 1) {
            if place - start <= 6 { micros = micros * 10 + Int64(digit) }
        }
        guard place > start else { return nil }
        for _ in min(place - start, 6)..<6 { micros *= 10 }
        return micros
    }
}
