import WeirModel

/// The steps of a program that make a value or change one.
extension RuleLanes {
    /// Takes the values of a column that are 64-bit integers; of a condition that is not there, false.
    func loadWords(_ tile: ColumnTile) {
        for row in 0..<tile.count {
            let isKnown = UInt64(tile.validity[row])
            known[row] = isKnown
            bits[row] = tile.values[row] & (0 &- isKnown)
        }
    }

    /// Takes the values of a column of numbers.
    func loadNumbers(_ tile: ColumnTile) {
        for row in 0..<tile.count {
            known[row] = UInt64(tile.validity[row])
            if tile.validity[row] != 0 { set(row, RuleNumber(Double(bitPattern: tile.values[row]))) }
        }
    }

    /// Takes the texts of a column.
    func loadTexts(_ tile: ColumnTile) {
        for row in 0..<tile.count {
            known[row] = UInt64(tile.validity[row])
            let slice = tile.slices[row]
            if tile.validity[row] != 0 {
                set(row, (slice.isInArena ? tile.arena : tile.bytes) + slice.offset, count: slice.count)
            }
        }
    }

    /// The same value in every row.
    @inline(__always)
    func fill(_ count: Int, _ set: (RuleLanes, Int) -> Void) {
        known.update(repeating: 1, count: count)
        for row in 0..<count { set(self, row) }
    }

    /// No value in any row.
    func forget(_ count: Int) {
        known.update(repeating: 0, count: count)
        bits.update(repeating: 0, count: count)
    }

    func negate(_ count: Int) {
        for row in 0..<count { bits[row] ^= 1 }
    }

    func askNull(_ count: Int, isNegated: Bool) {
        let flip: UInt64 = isNegated ? 0 : 1
        for row in 0..<count {
            bits[row] = known[row] ^ flip
            known[row] = 1
        }
    }

    /// Puts the answer to a question in the place of each value that is there.
    @inline(__always)
    func ask(_ count: Int, isNegated: Bool, _ question: (RuleLanes, Int) -> Bool) {
        for row in 0..<count {
            bits[row] = known[row] != 0 && question(self, row) != isNegated ? 1 : 0
        }
    }

    func match(_ count: Int, _ pattern: TextPattern, isNegated: Bool) {
        pattern.withMatcher { matches in ask(count, isNegated: isNegated) { matches($0.text($1)) } }
    }

    /// Puts another integer in the place of each; none where there is no result.
    @inline(__always)
    func change(_ count: Int, _ change: (RuleLanes, Int) -> Int64?) {
        for row in 0..<count where known[row] != 0 {
            if let value = change(self, row) { set(row, value) } else { known[row] = 0 }
        }
    }

    /// Puts another number in the place of each.
    @inline(__always)
    func change(_ count: Int, _ change: (RuleLanes, Int) -> RuleNumber) {
        for row in 0..<count where known[row] != 0 { set(row, change(self, row)) }
    }
}

extension Int64 {
    /// The result of an operation; `nil` if it does not fit or there is none.
    @inline(__always)
    func applying(_ operation: RuleArithmetic, _ other: Int64) -> Int64? {
        let (value, overflow) =
            switch operation {
            case .plus: addingReportingOverflow(other)
            case .minus: subtractingReportingOverflow(other)
            case .times: multipliedReportingOverflow(by: other)
            case .over: dividedReportingOverflow(by: other)
            // The remainder of the least integer by -1 is 0, and is reported as an overflow.
            case .remainder: other == -1 ? (0, false) : remainderReportingOverflow(dividingBy: other)
            }
        return overflow ? nil : value
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// How many Unicode scalars a text of UTF-8 has.
    var scalarCount: Int64 {
        var count: Int64 = 0
        for byte in self { count &+= byte & 0xC0 == 0x80 ? 0 : 1 }
        return count
    }

    /// How a text stands to another, scalar by scalar, which in UTF-8 is byte by byte.
    func order(to other: UnsafeBufferPointer<UInt8>) -> RuleOrder {
        for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
            return self[index] < other[index] ? .less : .greater
        }
        return RuleNumber.order(count, other.count)
    }
}
