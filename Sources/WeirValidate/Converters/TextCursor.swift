/// A place in a text that is read from left to right; for the forms that are not of fixed width.
struct TextCursor {
    let text: UnsafeBufferPointer<UInt8>
    private(set) var place = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Whether everything is read.
    var isAtEnd: Bool { place == text.count }

    /// The next byte, if there is one.
    var next: UInt8? { place < text.count ? text[place] : nil }

    /// Steps over the byte if it is next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    /// Steps over an ASCII letter if it is next, in either case; `letter` is lower case.
    mutating func skip(letter: UInt8) -> Bool {
        guard let next, next | 0x20 == letter else { return false }
        place += 1
        return true
    }

    /// Steps over a word if it is next, in any case; `word` is lower case.
    mutating func skip(word: StaticString) -> Bool {
        let start = place
        for index in 0..<word.utf8CodeUnitCount where !skip(letter: word.utf8Start[index]) {
            place = start
            return false
        }
        return true
    }

    /// Reads a number of `least` to `most` digits.
    mutating func number(_ least: Int, _ most: Int) -> Int? {
        var value = 0
        var digits = 0
        while digits < most, let next, next &- 0x30 < 10 {
            value = value &* 10 &+ Int(next &- 0x30)
            digits += 1
            place += 1
        }
        return digits >= least ? value : nil
    }

    /// Reads one to nine digits of a fraction as microseconds; further digits of the nine are dropped.
    mutating func micros() -> Int64? {
        let start = place
        guard var value = number(1, 9) else { return nil }
        for _ in (place - start)..<9 { value &*= 10 }
        return Int64(value / 1000)
    }

    /// Reads a zone (`Z`, `+hh:mm`, or `+hhmm` if that is allowed) as what to add to get UTC, in microseconds.
    mutating func zone(colon: Bool = true) -> Int64? {
        if skip(UInt8(ascii: "Z")) { return 0 }
        let isNegative = next == UInt8(ascii: "-")
        guard isNegative || next == UInt8(ascii: "+") else { return nil }
        place += 1
        guard let hours = number(2, 2) else { return nil }
        if !skip(UInt8(ascii: ":")), colon { return nil }
        guard let minutes = number(2, 2), minutes < 60, hours * 60 + minutes <= 14 * 60 else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000_000
        return isNegative ? offset : -offset
    }

    /// Reads what may stand behind the seconds, as microseconds to add.
    mutating func fractionAndZone() -> Int64? {
        var shift: Int64 = 0
        if skip(UInt8(ascii: ".")) {
            guard let micros = micros() else { return nil }
            shift = micros
        }
        guard !isAtEnd else { return shift }
        guard let zone = zone() else { return nil }
        return shift + zone
    }
}
