import WeirModel

/// Brings the letters of a text to one case, by the rules of Unicode.
struct LetterFolding: Sendable {
    private let isUpper: Bool

    init(_ letterCase: TableSchema.LetterCase) { isUpper = letterCase == .upper }

    /// Adds the text of a slice in its new case to the arena; a text that has it already stays where it is.
    func fold(_ text: UnsafeBufferPointer<UInt8>, at slice: TextSlice, into arena: inout TextArena) -> TextSlice {
        var changes = false
        for byte in text {
            if byte >= 0x80 { return foldWidely(text, at: slice, into: &arena) }
            if folded(byte) != byte { changes = true }
        }
        guard changes else { return slice }
        let result = slice.isInArena ? arena.append(copyOf: slice) : arena.append(text)
        arena.update(result) { folded($0) }
        return result
    }

    /// The way for texts with other letters than those of ASCII; their length may change.
    private func foldWidely(
        _ text: UnsafeBufferPointer<UInt8>, at slice: TextSlice, into arena: inout TextArena
    ) -> TextSlice {
        let old = String(decoding: text, as: UTF8.self)
        let new = isUpper ? old.uppercased() : old.lowercased()
        return new.utf8.elementsEqual(text) ? slice : arena.append(new.utf8)
    }

    private func folded(_ byte: UInt8) -> UInt8 {
        let first = isUpper ? UInt8(ascii: "a") : UInt8(ascii: "A")
        return byte &- first < 26 ? byte ^ 0x20 : byte
    }
}
