import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the numbers of sheets, and writes them as the shortest text that reads back as the same number.
enum SheetNumber {
    /// Whether a text is a number as it would be written: no more than 15 digits, no exponent, no zero to spare.
    ///
    /// Such a text is the shortest one already, since no two numbers of 15 digits are the same `Double`.
    static func isShortest(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count <= 17, let base = text.baseAddress else { return false }
        let end = text.count
        var place = 0
        if place < end, base[place] == UInt8(ascii: "-") { place &+= 1 }
        let first = place
        while place < end, base[place] &- UInt8(ascii: "0") < 10 { place &+= 1 }
        var digits = place &- first
        guard digits > 0, digits == 1 || base[first] != UInt8(ascii: "0") else { return false }
        if place < end {
            guard base[place] == UInt8(ascii: ".") else { return false }
            place &+= 1
            let start = place
            while place < end, base[place] &- UInt8(ascii: "0") < 10 { place &+= 1 }
            guard place > start, base[place &- 1] != UInt8(ascii: "0") else { return false }
            digits &+= place &- start
        } else if base[first] == UInt8(ascii: "0"), first > 0 {
            return false
        }
        return place == end && digits <= 15
    }

    /// The number that a text stands for; `nil` if it is none, or larger than any.
    static func value(of text: UnsafeBufferPointer<UInt8>) -> Double? {
        guard isNumber(text), text.count < 1024 else { return nil }
        let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { room -> Double in
            for (index, byte) in text.enumerated() { room[index] = CChar(bitPattern: byte) }
            room[text.count] = 0
            return room.baseAddress.map { strtod($0, nil) } ?? .nan
        }
        return value.isFinite ? value : nil
    }

    /// The shortest text of a number: digits for what has at most 21 of them, else with an exponent.
    static func text(of value: Double) -> [UInt8] {
        if value == 0 { return [UInt8(ascii: "0")] }
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var isNegative = false
        let shortest = Array(value.description.utf8)
        for (index, byte) in shortest.enumerated() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"): exponent = Int(String(decoding: shortest[(index + 1)...], as: UTF8.self)) ?? 0
            default: digits.append(byte)
            }
            if byte == UInt8(ascii: "e") { break }
        }
        return layOut(digits, point: (point ?? digits.count) + exponent, isNegative: isNegative)
    }

    /// The text of a whole number, filled up with zeros in front to that many digits; of any other number the shortest.
    static func text(of value: Double, digits: Int) -> [UInt8] {
        let plain = text(of: value)
        let sign = plain.prefix { $0 == UInt8(ascii: "-") }
        let whole = plain[sign.count...]
        guard whole.count < digits, whole.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return plain }
        return sign + [UInt8](repeating: UInt8(ascii: "0"), count: digits - whole.count) + whole
    }

    /// Writes digits with the decimal point in its place: behind `point` of them.
    private static func layOut(_ all: [UInt8], point: Int, isNegative: Bool) -> [UInt8] {
        let zero = UInt8(ascii: "0")
        let leading = all.prefix { $0 == zero }.count
        var digits = Array(all[leading...])
        let point = point - leading
        while digits.last == zero { digits.removeLast() }
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        if point > 21 || point < -5 {
            text.append(digits[0])
            if digits.count > 1 { text += [UInt8(ascii: ".")] + digits[1...] }
            text += Array("e\(point > 0 ? "+" : "")\(point - 1)".utf8)
        } else if point <= 0 {
            text += Array("0.".utf8) + [UInt8](repeating: zero, count: -point) + digits
        } else if point >= digits.count {
            text += digits + [UInt8](repeating: zero, count: point - digits.count)
        } else {
            text += digits[..<point] + [UInt8(ascii: ".")] + digits[point...]
        }
        return text
    }

    /// Whether a text is a decimal number, perhaps with an exponent.
    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        func skipDigits() -> Int {
            let start = place
            while place < text.count, text[place] &- UInt8(ascii: "0") < 10 { place += 1 }
            return place - start
        }
        func skipSign() {
            if place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") { place += 1 }
        }
        skipSign()
        var digits = skipDigits()
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            digits += skipDigits()
        }
        guard digits > 0 else { return false }
        if place < text.count, text[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            skipSign()
            guard skipDigits() > 0 else { return false }
        }
        return place == text.count
    }
}
