extension ISOText {
    /// Reads what `timestamp(_:)` writes.
    ///
    /// Dates become days by Howard Hinnant's `days_from_civil`.
    ///
    /// - Parameter text: such as `2026-01-31T08:05:00.250Z`.
    /// - Returns: seconds since 1970-01-01T00:00:00Z; `nil` for any other text.
    public static func seconds(ofTimestamp text: String) -> Double? {
        let bytes = Array(text.utf8)
        guard bytes.count == 24 else { return nil }
        let marks: [Int: Character] = [4: "-", 7: "-", 10: "T", 13: ":", 16: ":", 19: ".", 23: "Z"]
        for (place, mark) in marks where bytes[place] != mark.asciiValue { return nil }
        func number(_ range: Range<Int>) -> Int? {
            let digits = bytes[range]
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), let thousandths = number(20..<23),
            (1...12).contains(month)
        else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        let whole = ((days * 24 + hour) * 60 + minute) * 60 + second
        return Double(whole) + Double(thousandths) / 1000
    }
}
