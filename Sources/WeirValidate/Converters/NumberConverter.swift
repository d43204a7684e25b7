import WeirModel

/// Reads decimal numbers as correctly rounded doubles.
///
/// The form is XSD's decimal with an optional exponent, or NaN, INF and -INF in any case. A number that is too large for
/// a double, such as `1e309`, is no number here; one that is too small becomes zero.
struct NumberConverter: Sendable {
    /// How the text is cleaned first, if it is not in the plain form.
    let cleaner: NumberCleaner?
    /// What the field's bounds come to.
    let bounds: ValueBounds<Double>

    /// Powers of ten that a double holds exactly.
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Converts a tile.
    ///
    /// - Returns: whether a text is no number or a value is out of bounds.
    func convert(_ tile: ColumnTile) -> Bool {
        Self.powers.withUnsafeBufferPointer { powers in
            var trouble = false
            for index in 0..<tile.count where tile.validity[index] != 0 {
                let text = tile.text(at: index)
                let number =
                    if let cleaner {
                        cleaner.withCleaned(text) { Self.parse($0, powers: powers) }
                    } else {
                        Self.parse(text, powers: powers)
                    }
                guard let number else {
                    tile.validity[index] = 0
                    trouble = true
                    continue
                }
                tile.values[index] = number.bitPattern
                trouble = trouble || !bounds.contains(number)
            }
            return trouble
        }
    }

    /// Reads one text.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        Self.powers.withUnsafeBufferPointer { powers in
            guard let cleaner else { return Self.parse(text, powers: powers) }
            return cleaner.withCleaned(text) { Self.parse($0, powers: powers) }
        }
    }

    /// Reads one text in the plain form.
    ///
    /// One pass collects up to 19 digits; with at most 53 bits of them and a small exponent one multiplication or
    /// division is exact but for its own rounding (William Clinger, "How to read floating point numbers accurately").
    /// Everything else goes the long way.
    @inline(__always)
    private static func parse(_ text: UnsafeBufferPointer<UInt8>, powers: UnsafeBufferPointer<Double>) -> Double? {
        var index = 0
        let count = text.count
        let isNegative = count > 0 && text[0] == UInt8(ascii: "-")
        if isNegative || (count > 0 && text[0] == UInt8(ascii: "+")) { index = 1 }
        var mantissa: UInt64 = 0
        let firstDigit = index
        while index < count, text[index] &- 0x30 < 10 {
            mantissa = mantissa &* 10 &+ UInt64(text[index] &- 0x30)
            index &+= 1
        }
        var digits = index &- firstDigit
        var exponent = 0
        if index < count, text[index] == UInt8(ascii: ".") {
            index &+= 1
            let fraction = index
            while index < count, text[index] &- 0x30 < 10 {
                mantissa = mantissa &* 10 &+ UInt64(text[index] &- 0x30)
                index &+= 1
            }
            exponent = fraction &- index
            digits &+= index &- fraction
        }
        guard digits > 0 else { return word(text) }
        if index < count {
            guard text[index] | 0x20 == UInt8(ascii: "e"), let power = self.exponent(text, from: index + 1) else {
                return nil
            }
            exponent = max(min(exponent &+ power, 100_000), -100_000)
        }
        guard digits <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else { return long(text) }
        let value = Double(mantissa)
        let scaled = exponent < 0 ? value / powers[0 &- exponent] : value * powers[exponent]
        return isNegative ? -scaled : scaled
    }

    /// Reads the digits of an exponent, which must reach to the end; a huge one is cut to what no double has.
    private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
        if isNegative || (index < text.count && text[index] == UInt8(ascii: "+")) { index += 1 }
        guard index < text.count else { return nil }
        var value = 0
        while index < text.count {
            guard text[index] &- 0x30 < 10 else { return nil }
            value = min(value * 10 + Int(text[index] &- 0x30), 100_000)
            index += 1
        }
        return isNegative ? -value : value
    }

    /// Rounds a text whose form is known to be right; the standard library's reading does not depend on the locale.
    private static func long(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// The values that have no digits.
    private static func word(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        var cursor = TextCursor(text)
        if cursor.skip(word: "nan") { return cursor.isAtEnd ? .nan : nil }
        let isNegative = cursor.skip(UInt8(ascii: "-"))
        guard cursor.skip(word: "inf"), cursor.isAtEnd else { return nil }
        return isNegative ? -.infinity : .infinity
    }
}
