import WeirModel

/// Reads the texts that the field lists for true and for false.
struct BooleanConverter: Sendable {
    private let trueTexts: TextSet
    private let falseTexts: TextSet

    init(trueValues: [String], falseValues: [String]) {
        trueTexts = TextSet(trueValues.map { Array($0.utf8) })
        falseTexts = TextSet(falseValues.map { Array($0.utf8) })
    }

    /// Converts a tile.
    ///
    /// - Returns: whether a text is neither.
    func convert(_ tile: ColumnTile) -> Bool {
        var trouble = false
        for index in 0..<tile.count where tile.validity[index] != 0 {
            if let value = read(tile.text(at: index)) {
                tile.values[index] = value ? 1 : 0
            } else {
                tile.validity[index] = 0
                trouble = true
            }
        }
        return trouble
    }

    /// Reads one text.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        if trueTexts.contains(text) { return true }
        return falseTexts.contains(text) ? false : nil
    }
}
