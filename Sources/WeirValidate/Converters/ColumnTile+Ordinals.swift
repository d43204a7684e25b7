import WeirModel

extension ColumnTile {
    /// Converts the texts of a tile to whole numbers that have the order of their values.
    ///
    /// - Returns: whether a text is no such value or a value is out of bounds.
    @inline(__always)
    func convert(
        within bounds: ValueBounds<Int64>, _ read: (UnsafeBufferPointer<UInt8>) -> Int64?
    ) -> Bool {
        let (lowest, highest) = (bounds.lowest, bounds.highest)
        var trouble = false
        for index in 0..<count where validity[index] != 0 {
            if let value = read(text(at: index)) {
                values[index] = UInt64(bitPattern: value)
                if value < lowest || value > highest { trouble = true }
            } else {
                validity[index] = 0
                trouble = true
            }
        }
        return trouble
    }
}
