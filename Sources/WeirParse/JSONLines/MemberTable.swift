internal import WeirModel

/// The cells of members by their names as they are written, quotes included.
///
/// The members of an object usually come in the order of those before it, so the entry behind the last one found is
/// tried first; a hash finds the others. A name is turned into a `String` once, however often it occurs.
struct MemberTable: ~Copyable {
    /// The most names, and the longest one in bytes, that are remembered: data with a new name in each object must not
    /// take more and more memory.
    private static let mostNames = 1 << 16
    private static let longestName = 512

    private struct Entry {
        var start: Int
        var count: Int
        /// The first eight bytes, and which bits of them belong to the name.
        var word: UInt64
        var mask: UInt64
        var cell: Int
    }

    private var entries: PooledBuffer<Entry>
    private var bytes: ByteBuffer
    /// Entries by the hash of their bytes, from 1; 0 is free.
    private var slots = [Int32](repeating: 0, count: 64)
    private var guess = 0

    init(pool: BufferPool) {
        entries = PooledBuffer(capacity: 64, pool: pool)
        bytes = ByteBuffer(capacity: 1024, pool: pool)
    }

    /// Forgets all names.
    mutating func removeAll() {
        entries.setCount(0)
        bytes.setCount(0)
        for index in slots.indices { slots[index] = 0 }
        guess = 0
    }

    /// Says that an object begins.
    @inline(__always)
    mutating func beginObject() { guess = 0 }

    /// Finds the name that starts with the quote at `start`, if it is the one that is expected there.
    ///
    /// - Returns: the place behind its closing quote and its cell, or `nil`.
    @inline(__always)
    mutating func expected(_ text: UnsafePointer<UInt8>, at start: Int, end: Int) -> (next: Int, cell: Int)? {
        guard guess < entries.count else { return nil }
        let entry = entries.baseAddress[guess]
        guard (text + start).word & entry.mask == entry.word, start &+ entry.count <= end else { return nil }
        if entry.count > 8 {
            let name = bytes.baseAddress + entry.start
            for index in 8..<entry.count where text[start &+ index] != name[index] { return nil }
        }
        guess &+= 1
        return (start &+ entry.count, entry.cell)
    }

    /// The cell of a name that has been met before.
    mutating func find(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        let mask = slots.count - 1
        var slot = Self.hash(name) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let entry = entries.baseAddress[index]
            if entry.count == name.count,
                UnsafeBufferPointer(start: bytes.baseAddress + entry.start, count: entry.count).elementsEqual(name)
            {
                guess = index + 1
                return entry.cell
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Remembers the cell of a name; -1 for one that has none.
    mutating func add(_ name: UnsafeBufferPointer<UInt8>, cell: Int) {
        guard entries.count < Self.mostNames, name.count <= Self.longestName else { return }
        var word: UInt64 = 0
        for (index, byte) in name.prefix(8).enumerated() { word |= UInt64(byte) << UInt64(8 * index) }
        let mask = name.count >= 8 ? UInt64.max : UInt64.max >> UInt64(64 - 8 * name.count)
        entries.append(Entry(start: bytes.count, count: name.count, word: word, mask: mask, cell: cell))
        bytes.append(contentsOf: name)
        guess = entries.count
        if entries.count * 2 > slots.count {
            slots = [Int32](repeating: 0, count: slots.count * 2)
            for index in 0..<entries.count - 1 { place(index) }
        }
        place(entries.count - 1)
    }

    private mutating func place(_ index: Int) {
        let entry = entries[index]
        let mask = slots.count - 1
        var slot = Self.hash(UnsafeBufferPointer(start: bytes.baseAddress + entry.start, count: entry.count)) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(truncatingIfNeeded: index + 1)
    }

    /// Seeded anew in each process, so that no data can be made in which all names meet.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(name))
        return hasher.finalize() & Int.max
    }
}
