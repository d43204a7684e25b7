/// Writes whole numbers as decimal digits, without making a `String`.
public enum DecimalText {
    /// The most bytes that a number takes.
    public static var maximumLength: Int { 20 }

    /// Writes a number.
    ///
    /// - Parameter target: room for at least `maximumLength` bytes.
    /// - Returns: the number of bytes written.
    public static func write(_ value: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        guard value < 0 else { return write(value.magnitude, to: target) }
        target[0] = UInt8(ascii: "-")
        return write(value.magnitude, to: target + 1) &+ 1
    }

    /// Writes a number that has no sign, filled up with zeros on the left to `width` digits.
    ///
    /// - Parameter target: room for at least `maximumLength` or `width` bytes, whichever is more.
    /// - Returns: the number of bytes written.
    public static func write(_ value: UInt64, width: Int = 1, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var digits = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            digits &+= 1
        }
        let length = max(digits, width)
        rest = value
        var index = length
        while index > 0 {
            index &-= 1
            target[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return length
    }
}
