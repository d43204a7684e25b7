extension TimePattern {
    /// What the steps have read so far; what no step reads keeps its first value.
    private struct Parts {
        var year = 1970
        var month = 1
        var day = 1
        var dayOfYear: Int?
        var hour = 0
        var isAfternoon: Bool?
        var minute = 0
        var second = 0
        var micros: Int64 = 0
        var shift: Int64 = 0
    }

    private static let shortNames: [StaticString] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let names: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// Reads a text as days or microseconds since 1970, or as microseconds since midnight.
    func read(_ text: UnsafeBufferPointer<UInt8>, as kind: TimeConverter.Kind) -> Int64? {
        var cursor = TextCursor(text)
        var parts = Parts()
        for (step, least) in steps {
            guard Self.take(step, least, &cursor, &parts) else { return nil }
        }
        guard cursor.isAtEnd, parts.minute < 60, parts.second < 60 else { return nil }
        var hour = parts.hour
        if let isAfternoon = parts.isAfternoon {
            guard hour >= 1, hour <= 12 else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour < 24 else { return nil }
        let time = Int64((hour * 60 + parts.minute) * 60 + parts.second) * 1_000_000 + parts.micros
        if kind == .time { return time }
        guard let days = Self.days(parts) else { return nil }
        return kind == .date ? days : days * IsoTime.microsPerDay + time + parts.shift
    }

    private static func days(_ parts: Parts) -> Int64? {
        guard let dayOfYear = parts.dayOfYear else {
            return CivilDate.days(year: parts.year, month: parts.month, day: parts.day)
        }
        guard dayOfYear >= 1, dayOfYear <= (CivilDate.isLeap(parts.year) ? 366 : 365),
            let newYear = CivilDate.days(year: parts.year, month: 1, day: 1)
        else { return nil }
        return newYear + Int64(dayOfYear - 1)
    }

    private static func take(_ step: Step, _ least: Int, _ cursor: inout TextCursor, _ parts: inout Parts) -> Bool {
        func number(_ least: Int, _ most: Int, _ cursor: inout TextCursor, _ store: (Int) -> Void) -> Bool {
            guard let value = cursor.number(least, most) else { return false }
            store(value)
            return true
        }
        switch step {
        case .year: return number(4, 4, &cursor) { parts.year = $0 }
        case .shortYear: return number(2, 2, &cursor) { parts.year = $0 < 69 ? 2000 + $0 : 1900 + $0 }
        case .month: return number(least, 2, &cursor) { parts.month = $0 }
        case .day: return number(least, 2, &cursor) { parts.day = $0 }
        case .dayOfYear: return number(least, 3, &cursor) { parts.dayOfYear = $0 }
        case .hour, .hourOfHalf: return number(least, 2, &cursor) { parts.hour = $0 }
        case .minute: return number(least, 2, &cursor) { parts.minute = $0 }
        case .second: return number(least, 2, &cursor) { parts.second = $0 }
        case .monthName, .shortMonthName:
            let known = step == .monthName ? names : shortNames
            guard let index = known.firstIndex(where: { cursor.skip(word: $0) }) else { return false }
            parts.month = index + 1
            return true
        case .half:
            parts.isAfternoon = cursor.next.map { $0 | 0x20 == UInt8(ascii: "p") }
            return cursor.skip(word: "am") || cursor.skip(word: "pm")
        case .fraction:
            guard let micros = cursor.micros() else { return false }
            parts.micros = micros
            return true
        case .offset:
            guard let shift = cursor.zone(colon: false) else { return false }
            parts.shift = shift
            return true
        case .zoneName: return cursor.skip(word: "utc") || cursor.skip(word: "gmt")
        case .blanks:
            guard cursor.skip(0x20) || cursor.skip(0x09) else { return false }
            while cursor.skip(0x20) || cursor.skip(0x09) {}
            return true
        case .literal(let byte): return cursor.skip(byte)
        }
    }
}
