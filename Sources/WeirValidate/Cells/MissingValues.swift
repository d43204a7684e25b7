/// The texts that stand for no value, in the form in which a column is compared with them.
///
/// The usual sets (none, the empty text, one short text, or both) are two comparisons on what is in registers anyway;
/// whatever else is listed is looked up in a second pass.
struct MissingValues: Sendable {
    /// 0 if the empty text is in the set; a length that no text has if not.
    let emptyCount: Int
    /// The length of the first text of one to eight bytes; a length that no text has if there is none.
    let shortCount: Int
    /// Which bits of a word belong to that text.
    let shortMask: UInt64
    /// Those bits.
    let shortWord: UInt64
    /// The rest.
    let others: TextSet?

    init(_ texts: [String]) {
        var rest = texts.map { Array($0.utf8) }
        emptyCount = rest.contains([]) ? 0 : -1
        rest.removeAll { $0.isEmpty }
        if let place = rest.firstIndex(where: { $0.count <= 8 }) {
            let text = rest.remove(at: place)
            shortCount = text.count
            shortMask = UInt64.max >> UInt64(64 - 8 * text.count)
            shortWord = text.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        } else {
            shortCount = -1
            shortMask = 0
            shortWord = 0
        }
        others = rest.isEmpty ? nil : TextSet(rest)
    }

    /// Whether a text with this length and these first eight bytes is one of the usual ones.
    @inline(__always)
    func containsShort(count: Int, word: UInt64) -> Bool {
        presence(count: count, word: word) == 0
    }

    /// 0 for a text with this length and these first eight bytes if it is one of the usual ones, 1 if not.
    ///
    /// Written without a branch, because lengths are as good as random in many columns.
    @inline(__always)
    func presence(count: Int, word: UInt64) -> UInt8 {
        let differsFromEmpty = UInt64(bitPattern: Int64(count ^ emptyCount))
        let differsFromShort = UInt64(bitPattern: Int64(count ^ shortCount)) | ((word & shortMask) ^ shortWord)
        return Self.sign(differsFromEmpty) & Self.sign(differsFromShort)
    }

    /// 0 for 0, 1 for anything else.
    @inline(__always)
    private static func sign(_ value: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: (value | (0 &- value)) &>> 63)
    }

    /// Whether a text is in the set.
    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress else { return emptyCount == 0 }
        return containsShort(count: text.count, word: start.word) || (others?.contains(text) ?? false)
    }

    /// Clears the validity of the cells whose text is among the rest.
    ///
    /// - Returns: whether there was one.
    func applyOthers(to tile: ColumnTile) -> Bool {
        guard let others else { return false }
        var found = false
        for index in 0..<tile.count where tile.validity[index] != 0 && others.contains(tile.text(at: index)) {
            tile.validity[index] = 0
            found = true
        }
        return found
    }
}
