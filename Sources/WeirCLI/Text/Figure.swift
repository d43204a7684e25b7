/// Numbers as a person reads them.
enum Figure {
    /// A count with its thousands grouped: `1,234,567`.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A count and its noun, in the plural unless it is one: `1 row`, `2 rows`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A number with a fixed number of decimals; 0 for what is no number.
    static func decimal(_ value: Double, places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        guard value.isFinite, let scaled = Int(exactly: (value * Double(scale)).rounded()) else { return "0" }
        if places == 0 { return count(scaled) }
        let fraction = String(scaled.magnitude % UInt(scale))
        let padding = String(repeating: "0", count: places - fraction.count)
        return "\(scaled < 0 && scaled / scale == 0 ? "-" : "")\(count(scaled / scale)).\(padding)\(fraction)"
    }

    /// A number of things per second, whole.
    static func perSecond(_ rate: Double) -> String { decimal(rate, places: 0) }

    /// Bytes in millions.
    static func megabytes(_ bytes: Int) -> String { decimal(Double(bytes) / 1e6, places: 1) }

    /// Bytes in the largest unit of 1024 that leaves a number of 1 or more: `64 KiB`, `1.5 MiB`.
    static func size(_ bytes: Int) -> String {
        for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] where bytes >= unit {
            let isWhole = bytes % unit == 0
            return "\(decimal(Double(bytes) / Double(unit), places: isWhole ? 0 : 1)) \(name)"
        }
        return count(bytes, "byte")
    }

    /// A length of time: `0.41 s`, `12.3 s`, `3 min 05 s`, `2 h 07 min`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 9.995 { return "\(decimal(seconds, places: 2)) s" }
        if seconds < 59.95 { return "\(decimal(seconds, places: 1)) s" }
        let whole = Int(exactly: seconds.rounded()) ?? 0
        let (large, small) = whole < 3600 ? (whole / 60, whole % 60) : (whole / 3600, whole % 3600 / 60)
        let padded = small < 10 ? "0\(small)" : "\(small)"
        return whole < 3600 ? "\(large) min \(padded) s" : "\(large) h \(padded) min"
    }

    /// Time that is left, in whole seconds: an estimate does not get better by decimals.
    static func timeLeft(_ seconds: Double) -> String {
        seconds < 59.5 ? "\(decimal(seconds.rounded(.up), places: 0)) s left" : "\(duration(seconds)) left"
    }
}
