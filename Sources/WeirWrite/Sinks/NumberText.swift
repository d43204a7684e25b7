import WeirModel

/// How a number of a `number` column is written.
enum NumberText {
    /// Whether the text is a number as JSON writes it: `-0.5e+3`, but not `.5`, `+1`, `01`, `1,000` or `NaN`.
    static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        func byte() -> UInt8 { index < text.count ? text[index] : 0 }
        func digits() -> Int {
            let start = index
            while isDigit(byte()) { index += 1 }
            return index - start
        }
        if byte() == UInt8(ascii: "-") { index += 1 }
        let startsWithZero = byte() == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, whole == 1 || !startsWithZero else { return false }
        if byte() == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { return false }
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            index += 1
            if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") { index += 1 }
            guard digits() > 0 else { return false }
        }
        return index == text.count
    }

    /// The shortest text that reads back as the same number; `NaN`, `INF` and `-INF` as Table Schema writes them.
    static func shortest(_ number: Double) -> String {
        if number.isFinite { return number.description }
        return number.isNaN ? "NaN" : number < 0 ? "-INF" : "INF"
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
