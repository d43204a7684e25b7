/// Numbers in comments.
enum Counted {
    /// A count with its thousands grouped: `1,234,567`.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A count and its noun, in the plural unless it is one.
    static func of(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Bytes in the largest unit that leaves a number of 1 or more.
    static func size(_ bytes: Int) -> String {
        for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")] where bytes >= unit {
            let tenths = Int((Double(bytes) / Double(unit) * 10).rounded())
            return tenths % 10 == 0
                ? "\(grouped(tenths / 10)) \(name)" : "\(grouped(tenths / 10)).\(tenths % 10) \(name)"
        }
        return of(bytes, "byte")
    }
}
