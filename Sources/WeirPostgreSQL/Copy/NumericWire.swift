/// Turns decimal digits into the form in which the server reads a `numeric`: digits to the base 10,000.
///
/// Source of the form: `numeric_recv` of PostgreSQL (the number of digits, the weight of the first, the sign, the scale,
/// the digits; 16 bits each).
enum NumericWire {
    /// The most digits before the decimal point.
    private static let mostWhole = 131_072
    /// The most digits behind it.
    private static let mostScale = 16_383

    /// How many bytes a number of so many characters takes at most.
    static func room(forDigits count: Int) -> Int { count + 32 }

    /// Writes a number such as `-12.50` or `1e-7`.
    ///
    /// - Parameters:
    ///   - text: the number as JSON writes it.
    ///   - target: room for `room(forDigits:)` bytes.
    /// - Returns: the number of bytes written; `nil` if `numeric` has no room for the number.
    static func write(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int? {
        let parts = Parts(text)
        guard let point = parts.point, point <= mostWhole else { return nil }
        let scale = max(parts.digits - point, 0)
        guard scale <= mostScale else { return nil }
        // Groups of four digits, so that one begins at the decimal point.
        let lead = ((-point % 4) + 4) % 4
        var weight = (point + lead) / 4 - 1
        var groups = 0
        var start = target + 8
        for group in 0..<max((lead + parts.digits + 3) / 4, 0) {
            var value: UInt16 = 0
            for place in group * 4..<group * 4 + 4 {
                value = value &* 10 &+ UInt16(parts.digit(at: place - lead, of: text))
            }
            if groups == 0, value == 0 {
                weight -= 1
                continue
            }
            store(value, at: start)
            start += 2
            groups += 1
        }
        while groups > 0, start[-1] == 0, start[-2] == 0 {
            start -= 2
            groups -= 1
        }
        if groups == 0 { weight = 0 }
        store(UInt16(truncatingIfNeeded: groups), at: target)
        store(UInt16(bitPattern: Int16(truncatingIfNeeded: weight)), at: target + 2)
        store(groups > 0 && parts.isNegative ? 0x4000 : 0, at: target + 4)
        store(UInt16(truncatingIfNeeded: scale), at: target + 6)
        return 8 + 2 * groups
    }

    /// Writes what is no number: NaN or an infinity, of which servers before 14 know only NaN.
    static func write(special number: Double, to target: UnsafeMutablePointer<UInt8>) -> Int {
        store(0, at: target)
        store(0, at: target + 2)
        store(number.isNaN ? 0xC000 : number < 0 ? 0xF000 : 0xD000, at: target + 4)
        store(0, at: target + 6)
        return 8
    }

    @inline(__always)
    private static func store(_ value: UInt16, at place: UnsafeMutablePointer<UInt8>) {
        place[0] = UInt8(truncatingIfNeeded: value >> 8)
        place[1] = UInt8(truncatingIfNeeded: value)
    }

    /// The parts of a number as it is written.
    private struct Parts {
        var isNegative = false
        /// How many digits there are before the exponent.
        var digits = 0
        /// How many of them stand before the decimal point, the exponent counted in; `nil` if that is out of all bounds.
        var point: Int?
        private var start = 0
        private var dot: Int?

        init(_ text: UnsafeBufferPointer<UInt8>) {
            var index = 0
            if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") {
                isNegative = text[0] == UInt8(ascii: "-")
                index = 1
            }
            start = index
            while index < text.count, text[index] | 0x20 != UInt8(ascii: "e") {
                if text[index] == UInt8(ascii: ".") { dot = digits } else { digits += 1 }
                index += 1
            }
            var exponent: Int? = 0
            if index < text.count { exponent = Self.exponent(text, from: index + 1) }
            point = exponent.flatMap { exponent in
                abs(exponent) <= 2 * mostWhole ? (dot ?? digits) + exponent : nil
            }
        }

        /// The digit at a place; 0 before the first and behind the last.
        func digit(at place: Int, of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
            guard place >= 0, place < digits else { return 0 }
            let index = start + place + (dot.map { place >= $0 ? 1 : 0 } ?? 0)
            return text[index] &- UInt8(ascii: "0")
        }

        private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
            var index = start
            var isNegative = false
            if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
                isNegative = text[index] == UInt8(ascii: "-")
                index += 1
            }
            var value = 0
            while index < text.count {
                value = value * 10 + Int(text[index] &- UInt8(ascii: "0"))
                guard value < 1 << 30 else { return nil }
                index += 1
            }
            return isNegative ? -value : value
        }
    }
}
