/// A few texts, to be asked whether another is one of them.
///
/// An open hash table over length and bytes: one probe and one comparison for nearly every question, and no `String`.
struct TextSet: Sendable {
    private struct Entry {
        var start: Int
        var count: Int
    }

    private let table: [Entry]
    private let mask: Int
    private let bytes: [UInt8]

    init(_ texts: [[UInt8]]) {
        var size = 4
        while size < texts.count * 2 { size *= 2 }
        var table = [Entry](repeating: Entry(start: 0, count: -1), count: size)
        var bytes: [UInt8] = []
        for text in Set(texts) {
            var slot = text.withUnsafeBufferPointer { Self.hash($0) } & (size - 1)
            while table[slot].count >= 0 { slot = (slot + 1) & (size - 1) }
            table[slot] = Entry(start: bytes.count, count: text.count)
            bytes += text
        }
        self.table = table
        self.bytes = bytes
        mask = size - 1
    }

    /// Whether the text is one of the set.
    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { bytes in
                var slot = Self.hash(text) & mask
                while table[slot].count >= 0 {
                    let entry = table[slot]
                    if entry.count == text.count,
                        text.elementsEqual(
                            UnsafeBufferPointer(rebasing: bytes[entry.start..<entry.start + entry.count]))
                    {
                        return true
                    }
                    slot = (slot + 1) & mask
                }
                return false
            }
        }
    }

    /// The FNV-1a hash.
    ///
    /// Who chooses the texts chooses the schema, so nobody gains from collisions.
    @inline(__always)
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32)) & Int.max
    }
}
