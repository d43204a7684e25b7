import WeirModel

/// Reads whole numbers: an optional sign and digits, in the range of 64 bits.
struct IntegerConverter: Sendable {
    /// How the text is cleaned first, if the field says that it is not bare.
    let cleaner: NumberCleaner?
    /// What the field's bounds come to.
    let bounds: ValueBounds<Int64>

    /// Converts a tile.
    ///
    /// - Returns: whether a text is no integer or a value is out of bounds.
    func convert(_ tile: ColumnTile) -> Bool {
        var trouble = false
        var index = 0
        while index < tile.count {
            if cleaner == nil { index = convertShort(tile, from: index) }
            if index < tile.count {
                convertOne(tile, index, &trouble)
                index += 1
            }
        }
        return trouble
    }

    /// The hot loop: converts texts of up to eight bytes until one needs a closer look, and returns its index.
    ///
    /// What needs a closer look is a longer text, one that is no plain number, or a value out of bounds. So nothing is
    /// noted here about how it went, which is a third of the work. It is a function of its own so that nothing else takes
    /// up the registers; that it ends early also keeps the compiler from making vectors of it, which come out slower
    /// where there is no multiplication of 64 bits for them.
    @inline(never)
    private func convertShort(_ tile: ColumnTile, from start: Int) -> Int {
        let (words, slices, values, validity) = (tile.words, tile.slices, tile.values, tile.validity)
        let lowest = bounds.lowest
        let span = UInt64(bitPattern: bounds.highest &- lowest)
        // Bounds that no value meets are not a range.
        guard lowest <= bounds.highest else { return start }
        var index = start
        while index < tile.count {
            let count = UInt64(slices[index].count)
            guard count <= 8 else { break }
            let (value, faults) = Self.short(words[index], count: count)
            values[index] = UInt64(bitPattern: value)
            guard faults & (0 &- UInt64(validity[index])) == 0 else { break }
            guard UInt64(bitPattern: value &- lowest) <= span || validity[index] == 0 else { break }
            index &+= 1
        }
        return index
    }

    /// Converts one text of any length.
    private func convertOne(_ tile: ColumnTile, _ index: Int, _ hasTrouble: inout Bool) {
        guard tile.validity[index] != 0 else { return }
        if let value = read(tile.text(at: index)) {
            tile.values[index] = UInt64(bitPattern: value)
            if value < bounds.lowest || value > bounds.highest { hasTrouble = true }
        } else {
            tile.validity[index] = 0
            hasTrouble = true
        }
    }

    /// Reads at most eight bytes without a branch: as many digits as there are go to the top of a word, "0" elsewhere,
    /// and three multiplications put them together (after Daniel Lemire, "Quickly parsing eight digits").
    ///
    /// - Returns: the value, and not 0 if the text is anything but an optional minus and digits.
    @inline(__always)
    private static func short(_ word: UInt64, count: UInt64) -> (value: Int64, faults: UInt64) {
        // The borrow of a subtraction is the comparison; a branch would be mispredicted for every other delay.
        let minus = (((word & 0xFF) ^ 0x2D) &- 1) &>> 63
        let digits = count &- minus
        let shift = 64 &- 8 &* digits
        var value = ((word &>> (8 &* minus)) ^ 0x3030_3030_3030_3030) &<< shift
        // Without a digit the subtraction sets the top bit.
        let faults = ((value &+ 0x7676_7676_7676_7676) | value | (digits &- 1)) & 0x8080_8080_8080_8080
        value = (value &* 2561) &>> 8
        let low = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let high = ((value &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        value = (low &+ high) &>> 32
        return (Int64(bitPattern: (value ^ (0 &- minus)) &+ minus), faults)
    }

    /// Reads a text of any length.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let cleaner else { return Self.parse(text) }
        return cleaner.withCleaned(text) { Self.parse($0) }
    }

    private static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var index = 0
        var isNegative = false
        if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            index = 1
        }
        guard index < text.count else { return nil }
        // Built up below zero, where there is room for one more value than above.
        var value: Int64 = 0
        while index < text.count {
            let digit = text[index] &- 0x30
            let (scaled, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (next, overflowedToo) = scaled.subtractingReportingOverflow(Int64(digit))
            guard digit < 10, !overflowed, !overflowedToo else { return nil }
            value = next
            index += 1
        }
        guard !isNegative else { return value }
        return value == .min ? nil : -value
    }
}
