/// How a number of a `number` column is written.
public enum NumberText {
    /// Whether the text is a number as JSON writes it: `-0.5e+3`, but not `.5`, `+1`, `01`, `1,000` or `NaN`.
    public static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = at(0, text) == UInt8(ascii: "-") ? 1 : 0
        let startsWithZero = at(index, text) == UInt8(ascii: "0")
        let whole = skipDigits(text, &index)
        guard whole > 0, whole == 1 || !startsWithZero else { return false }
        if at(index, text) == UInt8(ascii: ".") {
            index += 1
            guard skipDigits(text, &index) > 0 else { return false }
        }
        if at(index, text) | 0x20 == UInt8(ascii: "e") {
            index += 1
            if at(index, text) == UInt8(ascii: "-") || at(index, text) == UInt8(ascii: "+") { index += 1 }
            guard skipDigits(text, &index) > 0 else { return false }
        }
        return index == text.count
    }

    /// The shortest text that reads back as the same number; `NaN`, `INF` and `-INF` as Table Schema writes them.
    public static func shortest(_ number: Double) -> String {
        if number.isFinite { return number.description }
        return number.isNaN ? "NaN" : number < 0 ? "-INF" : "INF"
    }

    /// The byte at a place; 0 behind the end.
    @inline(__always)
    private static func at(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> UInt8 {
        index < text.count ? text[index] : 0
    }

    /// Goes behind the digits that stand at a place, and counts them.
    @inline(__always)
    private static func skipDigits(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int {
        let start = index
        while at(index, text) &- UInt8(ascii: "0") < 10 { index += 1 }
        return index - start
    }
}
