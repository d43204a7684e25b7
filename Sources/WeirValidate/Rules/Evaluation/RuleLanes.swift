/// One value of a rule for each row of a tile.
///
/// Pointers for the reason that `ColumnTile` has them; the memory belongs to a `RuleMachine`.
struct RuleLanes {
    /// The values: integers, dates and the like as they are, 0 or 1 for a condition, the bits of a `RuleNumber`, the
    /// address of a text; anything where there is no value, but 0 or 1 for a condition.
    let bits: UnsafeMutablePointer<UInt64>
    /// The scale of a number, the length of a text.
    let extra: UnsafeMutablePointer<Int32>
    /// 1 where there is a value, 0 where there is none.
    let known: UnsafeMutablePointer<UInt64>

    /// The value as an integer.
    @inline(__always)
    func word(_ row: Int) -> Int64 { Int64(bitPattern: bits[row]) }

    /// The value as a number.
    @inline(__always)
    func number(_ row: Int) -> RuleNumber { RuleNumber(bits: word(row), scale: extra[row]) }

    /// The value as a text; only where there is one.
    @inline(__always)
    func text(_ row: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: UnsafePointer(bitPattern: UInt(truncatingIfNeeded: bits[row])), count: Int(extra[row]))
    }

    @inline(__always)
    func set(_ row: Int, _ word: Int64) { bits[row] = UInt64(bitPattern: word) }

    @inline(__always)
    func set(_ row: Int, _ number: RuleNumber) {
        set(row, number.bits)
        extra[row] = number.scale
    }

    @inline(__always)
    func set(_ row: Int, _ text: UnsafePointer<UInt8>, count: UInt32) {
        bits[row] = UInt64(UInt(bitPattern: text))
        extra[row] = Int32(truncatingIfNeeded: count)
    }
}
